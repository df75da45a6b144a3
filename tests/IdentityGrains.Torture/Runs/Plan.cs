using IdentityGrains.Torture.Nemesis;

namespace IdentityGrains.Torture.Runs;

/// <summary>Which faults, how often, in which order: drawn from the seed. Between two there is time to recover.</summary>
internal sealed record Plan(IReadOnlyList<Fault> Faults)
{
    public static Plan Draw(Random random, params IEnumerable<(int Count, Func<Fault> Fault)> wanted)
    {
        var faults = wanted.SelectMany(w => Enumerable.Range(0, w.Count).Select(_ => w.Fault())).ToArray();
        random.Shuffle(faults);
        return new Plan(faults);
    }
}

/// <summary>A fault as it went.</summary>
internal sealed record Happened(string Fault, string? Witness, TimeSpan Took, IReadOnlyList<Checkers.Outage> Outages);
