using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Braze;

/// <summary>Reads profiles back by <c>users/export/ids</c>. What was tracked shows after seconds to minutes, so that nothing yet is not nothing.</summary>
public sealed class BrazeReader : IPlatformReader
{
    private const string Custom = "custom_attributes";

    // Braze's own attributes; every other name is a custom one, which stands below an object of its own in an export.
    private static readonly ImmutableHashSet<string> Standard = ImmutableHashSet.Create(
        StringComparer.Ordinal, "external_id", "email", "email_subscribe", "push_subscribe", "first_name", "last_name", "phone", "language", "country",
        "home_city",
        "dob", "gender", "time_zone");

    private static readonly Coercions Table = new(new Dictionary<string, Coercion>(StringComparer.Ordinal)
    {
        ["email"] = Coercion.Case, ["language"] = Coercion.Case, ["country"] = Coercion.Case, ["gender"] = Coercion.Case, ["email_subscribe"] = Coercion.Case,
        ["phone"] = Coercion.Phone, ["dob"] = Coercion.DateOnly,
    });

    private readonly ApiClient _api;

    internal BrazeReader(ApiClient api) => _api = api;

    /// <inheritdoc/>
    public int KeysAtOnce => 50;

    /// <inheritdoc/>
    public async Task<ReadAnswer> Read(IReadOnlyList<string> keys, IReadOnlyList<string> paths, CancellationToken ct)
    {
        var reply = await _api.Send(new ApiRequest(HttpMethod.Post, "/users/export/ids", Export(keys, paths)), ct);
        return ReplyClass.OfReading(reply)
            ?? JsonBody.Read(((Reply.Answered)reply).Body, j => Observed(j, keys, paths, BrazeConnector.RateOf(reply)), ReadAnswer.Refused.Unreadable);
    }

    /// <inheritdoc/>
    public string? Canonical(string path, FieldValue value) => Table.Undo(path, CanonicalText.Of(value));

    private static ReadOnlyMemory<byte> Export(IReadOnlyList<string> keys, IReadOnlyList<string> paths) => JsonBody.Write(json =>
    {
        json.WriteStartArray("external_ids");
        foreach (var key in keys)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
        json.WriteStartArray("fields_to_export");
        foreach (var field in paths.Select(p => Standard.Contains(p) ? p : Custom).Prepend(BrazeConnector.Key).Distinct(StringComparer.Ordinal))
        {
            json.WriteStringValue(field);
        }

        json.WriteEndArray();
    });

    private static ReadAnswer Observed(JsonElement answer, IReadOnlyList<string> keys, IReadOnlyList<string> paths, RateReading? rate)
    {
        var seen = new Dictionary<string, Observation>(StringComparer.Ordinal);
        foreach (var user in answer.GetProperty("users").EnumerateArray())
        {
            var key = user.GetProperty(BrazeConnector.Key).GetString()!;
            if (!keys.Contains(key) || !seen.TryAdd(key, new Observation(key, Values(user, paths))))
            {
                return ReadAnswer.Refused.ForeignRecord;
            }
        }

        return new ReadAnswer.Observed([.. seen.Values], rate);
    }

    private static ImmutableDictionary<string, string?> Values(JsonElement user, IReadOnlyList<string> paths) => paths.ToImmutableDictionary(
        p => p, p => Table.Undo(p, CanonicalText.Of((Standard.Contains(p) ? user : user.Member(Custom)).Member(p))), StringComparer.Ordinal);
}
