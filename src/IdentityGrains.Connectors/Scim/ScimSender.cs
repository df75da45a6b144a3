using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Scim;

/// <summary>Makes single changes, and says what the answer to one proves, be it to a request or to an operation of a Bulk.</summary>
internal sealed class ScimSender(ApiClient api, ScimSettings settings, ScimFinder finder, ScimIds ids)
{
    /// <summary>Makes one change by one request.</summary>
    public async Task<SendResult> Send(ScimChange change, CancellationToken ct)
    {
        IEnumerable<(string, string)> match = change.Version is { } version ? [("If-Match", version)] : [];
        var reply = await api.Send(
            new ApiRequest(change.Method, change.PathIn(settings), change.Bytes())
            {
                MediaType = ScimNames.MediaType, Headers = [.. ScimAnswers.Accept.Concat(match)],
            },
            ct);
        if (reply is not Reply.Answered answer)
        {
            return ReplyClass.Of(reply)!;
        }

        return await Known(change, Of(answer, ScimAnswers.Json(answer), change, mayBeSilent: false), ct);
    }

    /// <summary>
    /// A new resource that the server refuses because it has one may be the one that an earlier attempt made and no search showed yet: it is ours then, and
    /// told as such the next time.
    /// </summary>
    public async Task<SendResult> Known(ScimChange change, SendResult result, CancellationToken ct) =>
        change.Id is null && result is SendResult.Rejected { Why: ScimAnswers.Uniqueness }
            && change.Body[ScimNames.UserName] is System.Text.Json.Nodes.JsonValue name && name.TryGetValue(out string? text)
            && await finder.HasAs(text, change.Key, ct)
            ? new SendResult.Retry(ScimAnswers.Uniqueness, null) { TookNoEffect = true }
            : result;

    /// <summary>What an answer proves of a change.</summary>
    /// <param name="answer">The answer, with the status that is about this change.</param>
    /// <param name="shown">The resource or the error in it; undefined when there is none.</param>
    /// <param name="change">The change.</param>
    /// <param name="mayBeSilent">True where a success need not show the resource.</param>
    public SendResult Of(Reply.Answered answer, JsonElement shown, ScimChange change, bool mayBeSilent)
    {
        if (!answer.IsSuccess)
        {
            return Failed(answer, shown, change);
        }

        var id = ScimShown.Member(shown, ScimNames.Id).Text();
        switch (answer.Status)
        {
            case 202:
                return new SendResult.Acknowledged(AckLevel.Accepted);
            case 204 when change.Id is not null:
                return new SendResult.Acknowledged(AckLevel.Applied);
            case 200 or 201 when id is { Length: > 0 }:
                return Shown(shown, id, change);
            case 201 when change.Id is null && answer.Body.IsEmpty:
            case 200 or 201 when mayBeSilent && shown.ValueKind == JsonValueKind.Undefined:
                return new SendResult.Acknowledged(AckLevel.Applied);
            default:
                return SendResult.Indeterminate.Uncorrelated;
        }
    }

    private SendResult Failed(Reply.Answered answer, JsonElement error, ScimChange change)
    {
        if (answer.Status == 404)
        {
            ids.Forget(change.Key);
        }

        return ScimAnswers.OfError(answer, error, change);
    }

    // What the resource shows is proof if it is this resource, and shows all of it: what a server changed, or dropped, was not stored as it was told.
    private SendResult Shown(JsonElement resource, string id, ScimChange change)
    {
        var external = ScimShown.Member(resource, ScimNames.ExternalId).Text();
        if ((change.Id is not null && change.Id != id) || (external is not null && external != change.Key))
        {
            ids.Forget(change.Key);
            return new SendResult.Indeterminate(ReadAnswer.Refused.ForeignRecord.Why);
        }

        ids.Remember(change.Key, id);
        return new SendResult.Acknowledged(change.ShowsIn(resource) ? AckLevel.Confirmed : AckLevel.Applied);
    }
}
