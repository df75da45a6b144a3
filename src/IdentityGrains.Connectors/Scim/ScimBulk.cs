using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;

namespace IdentityGrains.Connectors.Scim;

/// <summary>Several changes by one Bulk request. Each answer in it is known by its name or by where its resource is, and by nothing else.</summary>
internal sealed class ScimBulk(ApiClient api, ScimSettings settings, ScimSender sender, ScimDiscovery discovery)
{
    // What surrounds the operations.
    private const int Around = 256;

    /// <summary>Makes changes, as many as fit into one request; the others go with the next.</summary>
    public async Task<IReadOnlyList<SendResult>> Send(IReadOnlyList<ScimChange> changes, ScimProfile profile, CancellationToken ct)
    {
        var results = new SendResult?[changes.Count];
        var (length, sent, operations) = (Around, new List<int>(), new JsonArray());
        for (var i = 0; i < changes.Count; i++)
        {
            var operation = Operation(changes[i]);
            var bytes = Encoding.UTF8.GetByteCount(operation.ToJsonString(JsonBody.Relaxed)) + 1;
            if (profile.BulkBytes > 0 && Around + bytes > profile.BulkBytes)
            {
                results[i] = new SendResult.Rejected("too_large");
            }
            else if (profile.BulkBytes > 0 && length + bytes > profile.BulkBytes)
            {
                results[i] = SendResult.Retry.BatchFull;
            }
            else
            {
                length += bytes;
                sent.Add(i);
                operations.Add(operation);
            }
        }

        if (sent.Count > 0)
        {
            var told = await Ask(operations, [.. sent.Select(i => changes[i])], ct);
            foreach (var (i, at) in sent.Select((i, at) => (i, at)))
            {
                results[i] = await sender.Known(changes[i], told[at], ct);
            }
        }

        return [.. results.Select(r => r!)];
    }

    private async Task<IReadOnlyList<SendResult>> Ask(JsonArray operations, ScimChange[] changes, CancellationToken ct)
    {
        var body = new JsonObject { [ScimNames.Schemas] = new JsonArray(ScimNames.BulkRequest), ["Operations"] = operations };
        var request = new ApiRequest(HttpMethod.Post, "/Bulk", Encoding.UTF8.GetBytes(body.ToJsonString(JsonBody.Relaxed)))
        {
            MediaType = ScimNames.MediaType, Headers = ScimAnswers.Accept,
        };
        var reply = await api.Send(request, ct);
        if (reply is Reply.Answered { Status: 400 or 404 or 405 or 413 or 501 })
        {
            // None of it was taken, because it was a Bulk: one by one they may be.
            discovery.NoBulk();
            return [.. changes.Select(_ => new SendResult.Retry("bulk_refused", TimeSpan.Zero) { TookNoEffect = true })];
        }

        if (ReplyClass.Of(reply) is { } failed)
        {
            return [.. changes.Select(_ => failed)];
        }

        var answer = (Reply.Answered)reply;
        var told = ScimShown.Member(ScimAnswers.Json(answer), "Operations") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [];
        return [.. changes.Select(c => Proved(told.Where(o => IsAbout(o, c)).ToArray(), c, answer))];
    }

    private SendResult Proved(JsonElement[] about, ScimChange change, Reply.Answered answer)
    {
        if (about is not [var only] || StatusOf(only) is not { } status)
        {
            return SendResult.Indeterminate.Uncorrelated;
        }

        return sender.Of(answer with { Status = status, Body = ReadOnlyMemory<byte>.Empty }, ScimShown.Member(only, "response"), change, mayBeSilent: true);
    }

    // The name is ours; a server that leaves it out of what is no creation tells the resource instead.
    private static bool IsAbout(JsonElement operation, ScimChange change) => ScimShown.Member(operation, "bulkId").Text() is { } name
        ? name == change.Name
        : change.Id is { } id && ScimShown.Member(operation, "location").Text() is { } at
            && at.EndsWith("/" + Uri.EscapeDataString(id), StringComparison.Ordinal);

    private static int? StatusOf(JsonElement operation)
    {
        var status = ScimShown.Member(operation, "status");
        var text = status.ValueKind == JsonValueKind.Object ? ScimShown.Member(status, "code").Text() : status.Text() ?? (
            status.ValueKind == JsonValueKind.Number ? status.GetRawText() : null);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 200 and <= 599 ? code : null;
    }

    private JsonObject Operation(ScimChange change)
    {
        var operation = new JsonObject
        {
            ["method"] = change.Method.Method, ["path"] = change.PathIn(settings), ["bulkId"] = change.Name, ["data"] = change.Body.DeepClone(),
        };
        if (change.Version is { } version)
        {
            operation["version"] = version;
        }

        return operation;
    }
}
