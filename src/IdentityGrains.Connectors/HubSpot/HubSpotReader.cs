using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>
/// Reads contacts back by their own records, with who changed each property last. Never by search: its index is behind, and would show what was there before.
/// </summary>
public sealed class HubSpotReader : IPlatformReader
{
    private readonly ApiClient _api;
    private readonly HubSpotSettings _settings;

    internal HubSpotReader(ApiClient api, HubSpotSettings settings) => (_api, _settings) = (api, settings);

    /// <summary>Half of what a batch takes: HubSpot reads so many records when their history is asked for.</summary>
    public int KeysAtOnce => 50;

    /// <inheritdoc/>
    public async Task<ReadAnswer> Read(IReadOnlyList<string> keys, IReadOnlyList<string> paths, CancellationToken ct)
    {
        var reply = await _api.Send(new ApiRequest(HttpMethod.Post, $"{_settings.Contacts}/batch/read", Question(keys, paths)), ct);
        return HubSpotAnswers.OfReading(reply)
            ?? JsonBody.Read(((Reply.Answered)reply).Body, j => Observed(j, keys, paths, (Reply.Answered)reply), ReadAnswer.Refused.Unreadable);
    }

    /// <inheritdoc/>
    public string? Canonical(string path, FieldValue value) => HubSpotProperties.Canonical(path, value);

    private ReadOnlyMemory<byte> Question(IReadOnlyList<string> keys, IReadOnlyList<string> paths) => JsonBody.Write(json =>
    {
        string[] names = [.. paths.SelectMany(HubSpotProperties.Names).Where(n => n != _settings.IdProperty).Distinct(StringComparer.Ordinal)];
        json.WriteString("idProperty", _settings.IdProperty);
        Write(json, "properties", names.Prepend(_settings.IdProperty));
        Write(json, "propertiesWithHistory", names);
        json.WriteStartArray("inputs");
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteString("id", key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private ReadAnswer Observed(JsonElement answer, IReadOnlyList<string> keys, IReadOnlyList<string> paths, Reply.Answered reply)
    {
        // An error that is not "there is none" leaves open what became of its record, and it need not say whose that is.
        if (answer.Member("status").Text() != "COMPLETE" || (answer.Member("errors") is { ValueKind: JsonValueKind.Array } errors
            && errors.EnumerateArray().Any(e => e.Member("category").Text() != HubSpotError.NotFound)))
        {
            return ReadAnswer.Refused.Unreadable;
        }

        var seen = new Dictionary<string, Observation>(StringComparer.Ordinal);
        foreach (var record in answer.GetProperty("results").EnumerateArray())
        {
            var key = record.GetProperty("properties").GetProperty(_settings.IdProperty).GetString()!;
            if (!keys.Contains(key) || !seen.TryAdd(key, Observed(key, record, paths, PlatformTime.Now(reply))))
            {
                return ReadAnswer.Refused.ForeignRecord;
            }
        }

        return new ReadAnswer.Observed([.. seen.Values], HubSpotAnswers.RateOf(reply));
    }

    private Observation Observed(string key, JsonElement record, IReadOnlyList<string> paths, DateTimeOffset now)
    {
        var (values, history) = (record.GetProperty("properties"), record.Member("propertiesWithHistory"));
        var changes = paths
            .Select(p => (Path: p, Change: HubSpotHistory.Last(HubSpotProperties.Names(p).Select(n => history.Member(n)), _settings.OurAppId, now)))
            .Where(c => c.Change is not null);
        string? Shown(string path) => HubSpotProperties.Canonical(path, HubSpotProperties.Names(path).Select(n => (n, CanonicalText.Of(values.Member(n)))));

        return new Observation(key, paths.ToImmutableDictionary(p => p, Shown, StringComparer.Ordinal))
        {
            Changes = changes.ToImmutableDictionary(c => c.Path, c => c.Change!, StringComparer.Ordinal),
        };
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
