using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>Takes contacts away. HubSpot does that by its own id only, so that the record is looked up by our key first.</summary>
internal sealed class HubSpotRemover(ApiClient api, HubSpotSettings settings)
{
    private const int LongestId = 20;

    private AckLevel Level => settings.Removal == HubSpotRemoval.Archive ? AckLevel.Applied : AckLevel.Accepted;

    /// <summary>Takes a record away; one that is not there is.</summary>
    public async Task<SendResult> Remove(string key, CancellationToken ct)
    {
        var found = await api.Send(new ApiRequest(HttpMethod.Post, $"{settings.Contacts}/batch/read", Question(key)), ct);
        if (SendResult.OfPreparing(HubSpotAnswers.Class(found)) is { } failed)
        {
            return failed;
        }

        return JsonBody.Read(((Reply.Answered)found).Body, j => Sought(j, key), new Found(null, ReadAnswer.Refused.Unreadable.Why)) switch
        {
            { Id: { } id } => await RemoveById(id, ct),
            { Why: { } why } => new SendResult.Rejected(why),
            _ => new SendResult.Acknowledged(Level),
        };
    }

    private async Task<SendResult> RemoveById(string id, CancellationToken ct)
    {
        var request = settings.Removal == HubSpotRemoval.Archive
            ? new ApiRequest(HttpMethod.Delete, $"{settings.Contacts}/{id}")
            : new ApiRequest(HttpMethod.Post, $"{settings.Contacts}/gdpr-delete", JsonBody.Write(json => json.WriteString("objectId", id)));
        var reply = await api.Send(request, ct);
        return HubSpotAnswers.IsNotFound(reply) ? new SendResult.Acknowledged(Level) : HubSpotAnswers.Class(reply) ?? new SendResult.Acknowledged(Level);
    }

    // Whoever takes away must be sure whom: an id without our key beside it could be anybody's. And that there is none must be said; it does not follow from
    // silence.
    private Found Sought(JsonElement answer, string key)
    {
        if (answer.GetProperty("results") is { ValueKind: JsonValueKind.Array } results && results.GetArrayLength() > 0)
        {
            return results.GetArrayLength() == 1 && results[0].Member("properties").Member(settings.IdProperty).Text() == key
                && results[0].Member("id").Text() is { Length: > 0 and <= LongestId } id && id.All(char.IsAsciiDigit)
                    ? new Found(id, null)
                    : new Found(null, ReadAnswer.Refused.ForeignRecord.Why);
        }

        return answer.Member("errors") is { ValueKind: JsonValueKind.Array } errors && errors.GetArrayLength() > 0
            && errors.EnumerateArray().All(e => e.Member("category").Text() == HubSpotError.NotFound)
                ? new Found(null, null)
                : new Found(null, ReadAnswer.Refused.Unreadable.Why);
    }

    private ReadOnlyMemory<byte> Question(string key) => JsonBody.Write(json =>
    {
        json.WriteString("idProperty", settings.IdProperty);
        json.WriteStartArray("properties");
        json.WriteStringValue(settings.IdProperty);
        json.WriteEndArray();
        json.WriteStartArray("inputs");
        json.WriteStartObject();
        json.WriteString("id", key);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>HubSpot's id of the record, or why there is none to be had; neither when it says that there is no record.</summary>
    private sealed record Found(string? Id, string? Why);
}
