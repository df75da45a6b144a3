using System.Collections.Immutable;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Scim;

/// <summary>Takes a resource away: makes it inactive, or deletes it, as settings say. One that is not there, or inactive already, is taken away.</summary>
internal sealed class ScimRemover(ApiClient api, ScimSettings settings, ScimFinder finder, ScimSender sender, ScimIds ids)
{
    private static readonly ImmutableArray<ScimWrite> Off = [new ScimWrite(ScimPath.Active, new FieldValue.Flag(false))];

    /// <summary>Removes one record.</summary>
    public async Task<SendResult> Remove(string deliveryId, string key, ScimProfile profile, CancellationToken ct)
    {
        // Even a server that takes nothing else by PATCH takes this.
        var found = (await finder.Find([key], profile.Patch ? [] : null, profile, ct))[0];
        switch (found)
        {
            case { Refusal: { } refused }:
                return refused;
            case ScimFound.There there when settings.Removal == ScimRemoval.Delete:
                return await Delete(key, there, ct);
            case ScimFound.There there when ScimShown.Truth(ScimShown.Member(there.Resource, ScimNames.Active)) != false:
                var change = profile.Patch ? ScimChange.Of(key, deliveryId, there, Off, settings.Dialect) : ScimChange.Whole(key, deliveryId, there, Off);
                return await sender.Send(change!, ct);
            default:
                return new SendResult.Acknowledged(AckLevel.Applied);
        }
    }

    private async Task<SendResult> Delete(string key, ScimFound.There found, CancellationToken ct)
    {
        IReadOnlyList<(string, string)> match = found.Version is { } version ? [("If-Match", version)] : [];
        var reply = await api.Send(new ApiRequest(HttpMethod.Delete, $"{settings.Root}/{Uri.EscapeDataString(found.Id)}") { Headers = match }, ct);
        ids.Forget(key);
        return reply switch
        {
            Reply.Answered { Status: 404 } => new SendResult.Acknowledged(AckLevel.Applied),
            Reply.Answered { Status: 412 } changed => new SendResult.Retry(changed.Why, null) { TookNoEffect = true },
            _ => ReplyClass.Of(reply) ?? new SendResult.Acknowledged(AckLevel.Applied),
        };
    }
}
