using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>Reads records back by SOQL, with who changed each last; and tells which ones changed, by the org's own list.</summary>
public sealed class SalesforceReader : IPlatformReader, IChangeFeed
{
    private const string By = "LastModifiedById";
    private const string At = "LastModifiedDate";

    // The org tells of thirty days, and takes no range that has no length.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly ApiClient _api;
    private readonly SalesforceSettings _settings;
    private readonly SalesforceJobs? _jobs;
    private readonly TimeProvider _time;

    internal SalesforceReader(ApiClient api, SalesforceSettings settings, SalesforceJobs? jobs, TimeProvider time) =>
        (_api, _settings, _jobs, _time) = (api, settings, jobs, time);

    /// <inheritdoc/>
    public int KeysAtOnce => 100;

    /// <inheritdoc/>
    public async Task<ReadAnswer> Read(IReadOnlyList<string> keys, IReadOnlyList<string> paths, CancellationToken ct)
    {
        // What a job may still write must not be concluded from what is not there yet.
        if (_jobs is not null && await _jobs.Hinders(ct) is { } hindrance)
        {
            return hindrance switch
            {
                SendResult.Hold held => new ReadAnswer.Refused(held.Why),
                SendResult.Retry later => new ReadAnswer.NotNow(later.Why, later.After),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        var fields = paths.SelectMany(SalesforceFields.Names).Where(f => f != _settings.ExternalId && IsName(f)).Distinct(StringComparer.Ordinal);
        var soql = $"SELECT {string.Join(", ", fields.Prepend(_settings.ExternalId).Append(By).Append(At))} FROM {_settings.Object} "
            + $"WHERE {_settings.ExternalId} IN ({string.Join(", ", keys.Select(Quoted))})";
        var reply = await _api.Send(new ApiRequest(HttpMethod.Get, $"{_settings.Root}/query?q={Uri.EscapeDataString(soql)}"), ct);
        return ReplyClass.OfReading(reply)
            ?? JsonBody.Read(((Reply.Answered)reply).Body, j => Observed(j, keys, paths, (Reply.Answered)reply), ReadAnswer.Refused.Unreadable);
    }

    /// <inheritdoc/>
    public string? Canonical(string path, FieldValue value) => SalesforceFields.Canonical(path, value);

    /// <inheritdoc/>
    public async Task<ChangeAnswer> Changed(string? cursor, DateTimeOffset since, CancellationToken ct)
    {
        if (PlatformTime.From(cursor, since, _time.GetUtcNow()) is not { } from)
        {
            return new ChangeAnswer.Refused(PlatformTime.Odd);
        }

        var path = $"{_settings.Root}/sobjects/{_settings.Object}/updated/?start={Instant(from)}&end={Instant(from + Longest)}";
        var reply = await _api.Send(new ApiRequest(HttpMethod.Get, path), ct);
        if (ReplyClass.OfReading(reply) is { } failed)
        {
            return ChangeAnswer.Of(failed);
        }

        var answer = (Reply.Answered)reply;
        var told = JsonBody.Read<(string[] Ids, DateTimeOffset? Until)?>(
            answer.Body,
            j => ([.. j.GetProperty("ids").EnumerateArray().Select(i => i.GetString()!)], PlatformTime.Read(j.GetProperty("latestDateCovered").Text())), null);
        var now = PlatformTime.Now(answer);
        return told is not { Until: { } until } page ? ChangeAnswer.Of(ReadAnswer.Refused.Unreadable)
            : !PlatformTime.IsBelievable(until, now) ? new ChangeAnswer.Refused(PlatformTime.Odd)
            : await KeysOf(page.Ids, PlatformTime.Kept(PlatformTime.Cursor(until, now)), ct);
    }

    private async Task<ChangeAnswer> KeysOf(string[] ids, string until, CancellationToken ct)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var chunk in ids.Where(IsName).Chunk(KeysAtOnce))
        {
            var soql = $"SELECT {_settings.ExternalId} FROM {_settings.Object} WHERE Id IN ({string.Join(", ", chunk.Select(Quoted))})";
            var reply = await _api.Send(new ApiRequest(HttpMethod.Get, $"{_settings.Root}/query?q={Uri.EscapeDataString(soql)}"), ct);
            if (ReplyClass.OfReading(reply) is { } failed)
            {
                return ChangeAnswer.Of(failed);
            }

            // Whoever is not told now would not be told again: the next page begins behind him.
            if (JsonBody.Read<string[]?>(
                ((Reply.Answered)reply).Body,
                j => [.. j.GetProperty("records").EnumerateArray().Select(r => r.Member(_settings.ExternalId).Text()).OfType<string>()], null) is not { } told)
            {
                return ChangeAnswer.Of(ReadAnswer.Refused.Unreadable);
            }

            keys.AddRange(told);
        }

        return new ChangeAnswer.Page(keys.ToImmutable(), until, More: false);
    }

    private ReadAnswer Observed(JsonElement answer, IReadOnlyList<string> keys, IReadOnlyList<string> paths, Reply.Answered reply)
    {
        var now = PlatformTime.Now(reply);

        // As many as were asked for fit into one page; a second one would be somebody else's.
        if (answer.GetProperty("done").ValueKind != JsonValueKind.True)
        {
            return ReadAnswer.Refused.Unreadable;
        }

        var seen = new Dictionary<string, Observation>(StringComparer.Ordinal);
        foreach (var record in answer.GetProperty("records").EnumerateArray())
        {
            var key = record.GetProperty(_settings.ExternalId).GetString()!;
            if (!keys.Contains(key) || !seen.TryAdd(key, Observed(key, record, paths, now)))
            {
                return ReadAnswer.Refused.ForeignRecord;
            }
        }

        return new ReadAnswer.Observed([.. seen.Values], SalesforceAnswers.RateOf(reply));
    }

    private Observation Observed(string key, JsonElement record, IReadOnlyList<string> paths, DateTimeOffset now)
    {
        var (by, at) = (PlatformChange.IdOf(record.Member(By).Text()), PlatformTime.Of(record.Member(At).Text(), now));
        var values = paths.ToImmutableDictionary(
            p => p, p => SalesforceFields.Canonical(p, SalesforceFields.Names(p).Select(f => (f, CanonicalText.Of(record.Member(f))))), StringComparer.Ordinal);
        return new Observation(key, values)
        {
            Changes = ImmutableDictionary<string, PlatformChange>.Empty.Add(
                Observation.WholeRecord, new PlatformChange(by, at, Ours: by is not null && by == _settings.OurUserId)),
        };
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 80 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');

    private static string Quoted(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";

    private static string Instant(DateTimeOffset at) =>
        Uri.EscapeDataString(at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss+00:00", CultureInfo.InvariantCulture));
}
