using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Segment;

/// <summary>
/// Suppresses customers by regulations of the workspace: Segment deletes what it holds, in its own time, and drops whatever it is told of them from then on. A
/// second regulation of the same is no error.
/// </summary>
internal sealed class SegmentRemover(ApiClient api) : IRecordRemover
{
    /// <inheritdoc/>
    public RecordEnd Ends => RecordEnd.Suppress;

    /// <inheritdoc/>
    public async Task<SendResult> Remove(string deliveryId, string key, CancellationToken ct)
    {
        var body = JsonBody.Write(json =>
        {
            json.WriteString("regulationType", "SUPPRESS_WITH_DELETE");
            json.WriteString("subjectType", "USER_ID");
            json.WriteStartArray("subjectIds");
            json.WriteStringValue(key);
            json.WriteEndArray();
        });
        var reply = await api.Send(new ApiRequest(HttpMethod.Post, "/regulations", body), ct);
        return ReplyClass.Of(reply) ?? JsonBody.Read<SendResult>(
            ((Reply.Answered)reply).Body,
            j => j.Member("data").Member("regulateId").Text() is { Length: > 0 }
                ? new SendResult.Acknowledged(AckLevel.Accepted)
                : SendResult.Indeterminate.Uncorrelated,
            SendResult.Indeterminate.Uncorrelated);
    }
}
