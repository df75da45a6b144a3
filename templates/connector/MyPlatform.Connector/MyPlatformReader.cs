using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace MyPlatform.Connector;

/// <summary>Reads customers back by <c>GET /v1/{list}?keys=…&amp;values=…</c>.</summary>
public sealed class MyPlatformReader : IPlatformReader
{
    /// <summary>
    /// What the platform makes of values that it stores. A path that is missing here and is changed there looks like a foreign edit for ever: test what
    /// you add.
    /// </summary>
    private static readonly Coercions Table = new(new Dictionary<string, Coercion>(StringComparer.Ordinal)
    {
        ["email"] = Coercion.Case, ["phone"] = Coercion.Phone, ["birthday"] = Coercion.DateOnly, ["newsletter"] = Coercion.Truth,
    });

    private readonly ApiClient _api;
    private readonly string _root;

    internal MyPlatformReader(ApiClient api, string root) => (_api, _root) = (api, root);

    /// <inheritdoc/>
    public int KeysAtOnce => 50;

    /// <inheritdoc/>
    public async Task<ReadAnswer> Read(IReadOnlyList<string> keys, IReadOnlyList<string> paths, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(paths);
        var reply = await _api.Send(new ApiRequest(HttpMethod.Get, $"{_root}?keys={List(keys)}&values={List(paths)}"), ct);
        return ReplyClass.OfReading(reply)
            ?? JsonBody.Read(((Reply.Answered)reply).Body, json => Observed(json, keys, paths, MyPlatformConnector.RateOf(reply)),
                ReadAnswer.Refused.Unreadable);
    }

    /// <inheritdoc/>
    public string? Canonical(string path, FieldValue value) => Table.Undo(path, CanonicalText.Of(value));

    private static ReadAnswer Observed(JsonElement answer, IReadOnlyList<string> keys, IReadOnlyList<string> paths, RateReading? rate)
    {
        var seen = new Dictionary<string, Observation>(StringComparer.Ordinal);
        foreach (var customer in answer.GetProperty("customers").EnumerateArray())
        {
            var (key, values) = (customer.GetProperty("key").GetString()!, customer.GetProperty("values"));
            var shown = paths.ToImmutableDictionary(p => p, p => Table.Undo(p, CanonicalText.Of(values.Member(p))), StringComparer.Ordinal);

            // A record that was not asked for shows that the answer belongs to another question: nothing of it is believed.
            if (!keys.Contains(key) || !seen.TryAdd(key, new Observation(key, shown)))
            {
                return ReadAnswer.Refused.ForeignRecord;
            }
        }

        return new ReadAnswer.Observed([.. seen.Values], rate);
    }

    private static string List(IEnumerable<string> words) => string.Join(',', words.Select(Uri.EscapeDataString));
}
