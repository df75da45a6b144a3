using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Scim;

/// <summary>
/// Reads resources back by filter, with the time of their last change; and tells which ones changed, where the server filters and sorts by that time.
/// </summary>
public sealed class ScimReader : IPlatformReader, IChangeFeed
{
    private const string LastModified = "lastModified";
    private const string ByTime = "meta.lastModified";
    private const int MostOfAPage = 500;

    // A server may tell its times in whole seconds, and round them: what is as near as this to the last one told may not have been told yet.
    private static readonly TimeSpan Blur = TimeSpan.FromSeconds(1);

    // What a server commits late bears the time at which it began: it is asked for again where the last list ended.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    private readonly ApiClient _api;
    private readonly ScimSettings _settings;
    private readonly ScimFinder _finder;
    private readonly ScimDiscovery _discovery;
    private readonly TimeProvider _time;

    internal ScimReader(ApiClient api, ScimSettings settings, ScimFinder finder, ScimDiscovery discovery, TimeProvider time) =>
        (_api, _settings, _finder, _discovery, _time) = (api, settings, finder, discovery, time);

    /// <inheritdoc/>
    public int KeysAtOnce => _settings.KeysAtOnce;

    /// <inheritdoc/>
    public async Task<ReadAnswer> Read(IReadOnlyList<string> keys, IReadOnlyList<string> paths, CancellationToken ct)
    {
        var read = paths.Select(p => (Text: p, Path: ScimPath.TryParse(p))).ToArray();
        var (profile, failed) = await _discovery.Profile(ct);
        if (profile is null)
        {
            return Of(failed!);
        }

        var found = await _finder.Find(keys, read.Select(p => p.Path?.Name).OfType<string>(), profile, ct);
        if (found.OfType<ScimFound.Failed>().FirstOrDefault() is { } none)
        {
            return Of(none.Result);
        }

        var now = _time.GetUtcNow();
        return new ReadAnswer.Observed([.. keys.Zip(found).Select(f => Observed(f.First, f.Second, read, now)).OfType<Observation>()]);
    }

    /// <inheritdoc/>
    public string? Canonical(string path, FieldValue value) => ScimPath.TryParse(path) is { } read ? ScimShown.Canonical(read, value) : CanonicalText.Of(value);

    /// <inheritdoc/>
    public async Task<ChangeAnswer> Changed(string? cursor, DateTimeOffset since, CancellationToken ct)
    {
        var (profile, failed) = await _discovery.Profile(ct);
        if (profile is null)
        {
            return ChangeAnswer.Of(Of(failed!));
        }

        if (PlatformTime.From(cursor, since, _time.GetUtcNow()) is not { } from)
        {
            return new ChangeAnswer.Refused(PlatformTime.Odd);
        }

        var count = Math.Min(MostOfAPage, profile.MaxResults);
        var filter = Uri.EscapeDataString($"{ByTime} gt \"{Instant(from)}\"");
        var path = $"{_settings.Root}?filter={filter}&sortBy={ByTime}&sortOrder=ascending&startIndex=1&count={count}&{_finder.Wanting([])}";
        var reply = await _api.Send(new ApiRequest(HttpMethod.Get, path) { Headers = ScimAnswers.Accept }, ct);
        if (Outbound.ReplyClass.OfReading(reply) is { } no)
        {
            return ChangeAnswer.Of(no);
        }

        var answer = (Outbound.Reply.Answered)reply;
        return ScimPage.Read(ScimAnswers.Json(answer)) is { } page
            ? Told(page, from, PlatformTime.Now(answer))
            : ChangeAnswer.Of(ReadAnswer.Refused.Unreadable);
    }

    // Pages go by time and not by place: whatever changes while they are read moves to the end of the list, and everything behind it one place up, past a
    // reader who counts places. A page begins a little before the last one ended.
    private ChangeAnswer Told(ScimPage page, DateTimeOffset from, DateTimeOffset now)
    {
        var times = page.Resources.Select(TimeOf).ToArray();
        if (!Array.TrueForAll(times, t => t is not null))
        {
            return ChangeAnswer.Of(ReadAnswer.Refused.Unreadable);
        }

        if (!Array.TrueForAll(times, t => PlatformTime.IsBelievable(t!.Value, now)))
        {
            return new ChangeAnswer.Refused(PlatformTime.Odd);
        }

        var keys = page.Resources.Select(_finder.KeyOf).OfType<string>().ToImmutableArray();
        if (page.IsWhole)
        {
            var next = times.Max() is { } last ? PlatformTime.Cursor(last, now) - Late : from;
            return new ChangeAnswer.Page(keys, PlatformTime.Kept(next), More: false);
        }

        var sorted = times.Zip(times.Skip(1)).All(t => t.First <= t.Second);
        return !sorted || times.Length == 0 || times[^1]!.Value - Blur <= from
            ? new ChangeAnswer.Refused("unsorted")
            : new ChangeAnswer.Page(keys, PlatformTime.Kept(times[^1]!.Value - Blur), More: true);
    }

    // Of several resources with one key all are told: one customer whom somebody doubled there must not keep the others from being looked at.
    private static Observation? Observed(string key, ScimFound found, IEnumerable<(string Text, ScimPath? Path)> paths, DateTimeOffset now)
    {
        IReadOnlyList<JsonElement> resources = found switch
        {
            ScimFound.There there => [there.Resource],
            ScimFound.Several several => several.Resources,
            _ => [],
        };
        if (resources.Count == 0)
        {
            return null;
        }

        var at = resources.Select(TimeOf).Where(t => t is { } told && PlatformTime.IsBelievable(told, now)).Max();
        var values = paths.ToImmutableDictionary(
            p => p.Text, p => p.Path is null ? null : CanonicalText.Lines(resources.Select(r => ScimShown.At(r, p.Path)).Distinct(StringComparer.Ordinal)),
            StringComparer.Ordinal);
        return new Observation(key, values)
        {
            Changes = at is null
                ? ImmutableDictionary<string, PlatformChange>.Empty
                : ImmutableDictionary<string, PlatformChange>.Empty.Add(Observation.WholeRecord, new PlatformChange(null, at, Ours: false)),
        };
    }

    private static DateTimeOffset? TimeOf(JsonElement resource) =>
        PlatformTime.Read(ScimShown.Member(ScimShown.Member(resource, ScimNames.Meta), LastModified).Text());

    private static ReadAnswer Of(SendResult failed) => failed switch
    {
        SendResult.Retry later => new ReadAnswer.NotNow(later.Why, later.After),
        SendResult.Hold held => new ReadAnswer.Refused(held.Why),
        SendResult.Rejected refused => new ReadAnswer.Refused(refused.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
