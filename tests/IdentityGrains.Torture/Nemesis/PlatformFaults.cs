using IdentityGrains.Simulators.Faults;
using IdentityGrains.Torture.Platforms;
using Wrong = IdentityGrains.Simulators.Faults.Fault;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>Something goes wrong at one platform for a while, and goes on until it left its trace there; then the platform is well again.</summary>
internal abstract class PlatformFault(TorturedPlatform platform) : Fault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>How long it lasts at least. Default: 6 seconds.</summary>
    protected virtual TimeSpan Duration => TimeSpan.FromSeconds(6);

    protected TorturedPlatform Platform => platform;

    public override async Task<Bite> Strike(Scene scene)
    {
        var since = platform.Seen.Count;
        foreach (var wrong in Wrongs(scene))
        {
            platform.Inject(wrong);
        }

        await scene.Last(Duration);
        var patience = System.Diagnostics.Stopwatch.StartNew();
        string? witness;
        while ((witness = Witness([.. platform.Seen.Skip(since)])) is null && patience.Elapsed < Patience)
        {
            await scene.Last(Look);
        }

        platform.Heal();
        return new Bite(witness is null ? null : $"{platform.Name}: {witness}");
    }

    /// <summary>What goes wrong there.</summary>
    protected abstract IEnumerable<Wrong> Wrongs(Scene scene);

    /// <summary>What shows that it bit, by the platform's log since; null as long as nothing does.</summary>
    protected abstract string? Witness(IReadOnlyList<SeenRequest> since);

    /// <summary>How often each kind struck, in words; null unless each did.</summary>
    protected static string? Each(IReadOnlyList<SeenRequest> since, params FaultKind[] kinds)
    {
        var counts = kinds.Select(k => (Kind: k, Count: since.Count(s => s.Fault == k))).ToArray();
        return counts.All(c => c.Count > 0) ? string.Join(", ", counts.Select(c => $"{c.Count} times {c.Kind}")) : null;
    }
}

/// <summary>F29: errors of the platform's own, before and after it applied what it was told.</summary>
internal sealed class PlatformErrors(TorturedPlatform platform) : PlatformFault(platform)
{
    private static readonly int[] Statuses = [500, 502, 503, 504];

    public override string Number => "F29";

    protected override IEnumerable<Wrong> Wrongs(Scene scene) =>
    [
        .. Statuses.Select(s => new Wrong(FaultKind.ErrorBeforeApply) { Rate = 0.07, Status = s }),
        .. Statuses.Select(s => new Wrong(FaultKind.ErrorAfterApply) { Rate = 0.07, Status = s }),
    ];

    protected override string? Witness(IReadOnlyList<SeenRequest> since) => Each(since, FaultKind.ErrorBeforeApply, FaultKind.ErrorAfterApply);
}

/// <summary>F30: the platform has enough, and says for how long in ways that make sense and in others.</summary>
internal sealed class PlatformThrottles(TorturedPlatform platform) : PlatformFault(platform)
{
    // An hour, which is the most that is believed, is asked for in the end: nothing else could be seen after it.
    private static readonly string[] Asked = ["3", "2", "Wed, 21 Oct 2015 07:28:00 GMT", "-5", "soon", "1.5", ""];

    // Salesforce's limit is the day's: without a number that can be read it is over in an hour at the earliest.
    private static readonly string[] AskedOfTheDay = ["3", "2", "-5"];

    public override string Number => "F30";

    protected override IEnumerable<Wrong> Wrongs(Scene scene) => (Platform.Spec.Dialect is SalesforceDialect ? AskedOfTheDay : Asked)
        .Select(a => new Wrong(FaultKind.RetryAfter) { Rate = 0.12, RetryAfter = a });

    protected override string? Witness(IReadOnlyList<SeenRequest> since) =>
        since.Where(s => s.Fault == FaultKind.RetryAfter).ToArray() is { Length: > 2 } asked
            ? $"{asked.Length} were asked to wait: {string.Join(" | ", asked.Select(s => s.RetryAfter).Distinct())}"
            : null;
}

/// <summary>F31: connections break and answers stay out, before and after the platform applied what it was told.</summary>
internal sealed class PlatformBreaksOff(TorturedPlatform platform) : PlatformFault(platform)
{
    // Beyond a host's patience.
    private static readonly int Late = (int)PlatformsUnderTorture.Timeout.TotalMilliseconds + 500;

    public override string Number => "F31";

    protected override TimeSpan Duration => TimeSpan.FromSeconds(9);

    protected override IEnumerable<Wrong> Wrongs(Scene scene) =>
    [
        new(FaultKind.ResetBeforeApply) { Rate = 0.12 }, new(FaultKind.ResetAfterApply) { Rate = 0.12 }, new(FaultKind.BlackHole) { Rate = 0.1 },
        new(FaultKind.Latency) { Rate = 0.12, DelayMs = Late, MaxDelayMs = Late + 1_000 },
    ];

    protected override string? Witness(IReadOnlyList<SeenRequest> since) =>
        since.Count(s => s.HungUpAt is not null && s.Applied.Count > 0) is > 0 and var late
        && Each(since, FaultKind.ResetBeforeApply, FaultKind.ResetAfterApply, FaultKind.BlackHole) is { } each
            ? $"{each}, {late} applied after the sender had given up"
            : null;
}

/// <summary>F32: of a batch some are refused and some pass; the answer leaves one out, or names one too many.</summary>
internal sealed class PlatformAnswersInPart(TorturedPlatform platform) : PlatformFault(platform)
{
    public override string Number => "F32";

    protected override IEnumerable<Wrong> Wrongs(Scene scene) =>
    [
        new(FaultKind.ItemRefused) { Rate = 0.1, Code = Platform.Spec.Dialect.RefusesOne }, new(FaultKind.ItemMissing) { Rate = 0.05 },
        new(FaultKind.ItemExtra) { Times = 10 },
    ];

    protected override string? Witness(IReadOnlyList<SeenRequest> since)
    {
        var batches = since.Where(s => s.Told.Count > 0 && s.Status is >= 200 and < 300).ToArray();
        var refused = batches.Sum(b => b.Told.Count(t => !b.Applied.Contains(t.Number)));
        return refused > 0 && batches.Length > 10
            ? $"{refused} of {batches.Sum(b => b.Told.Count)} in {batches.Length} batches were refused, 10 answers named one too many"
            : null;
    }
}
