using IdentityGrains.Simulators.Faults;
using IdentityGrains.Torture.Platforms;
using Wrong = IdentityGrains.Simulators.Faults.Fault;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>F34: the platform takes what it is told and holds whoever told it: no answer, a byte a second, a body without end, one that swells.</summary>
internal sealed class PlatformSwallows(TorturedPlatform platform) : PlatformFault(platform)
{
    public override string Number => "F34";

    protected override IEnumerable<Wrong> Wrongs(Scene scene) =>
    [
        new(FaultKind.BlackHole) { Rate = 0.3 }, new(FaultKind.SlowAnswer) { Rate = 0.3 }, new(FaultKind.EndlessAnswer) { Rate = 0.3, Times = 4 },
        new(FaultKind.SwellingAnswer) { Rate = 0.5 },
    ];

    protected override string? Witness(IReadOnlyList<SeenRequest> since) =>
        Each(since, FaultKind.BlackHole, FaultKind.SlowAnswer, FaultKind.EndlessAnswer, FaultKind.SwellingAnswer);
}

/// <summary>F35: the platform says yes and forgets, shows what was, writes it otherwise; and somebody there changes what it holds.</summary>
internal sealed class PlatformForgets(TorturedPlatform platform, string path) : PlatformFault(platform)
{
    private const int Edits = 12;

    private int _edited;

    public override string Number => "F35";

    protected override IEnumerable<Wrong> Wrongs(Scene scene)
    {
        // Only what is there: what somebody there writes of his own is none of ours.
        var there = Platform.Seen.SelectMany(s => s.Applied).Distinct().Where(n => Platform.Shelf(n)?.GetValueOrDefault(path) is not null);
        _edited = there.Take(Edits).Count(n => Platform.Edit(n, path, "by-hand"));

        return
        [
            new(FaultKind.AcceptedNeverApplied) { Rate = 0.15 }, new(FaultKind.ReadLag) { DelayMs = 2_000 }, new(FaultKind.Coerced) { Path = path, Rate = 0.2 },
        ];
    }

    protected override string? Witness(IReadOnlyList<SeenRequest> since) =>
        _edited > 0 && Each(since, FaultKind.AcceptedNeverApplied) is { } forgot && since.Any(s => s.Looked.Count > 0)
            ? $"{forgot}, {_edited} edited by hand, looked at {since.Sum(s => s.Looked.Count)} times with a lag"
            : null;
}
