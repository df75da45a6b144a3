using IdentityGrains.Torture.Nemesis;

namespace IdentityGrains.Torture.Runs;

/// <summary>Which faults, how often, in which order: drawn from the seed. Between two there is time to recover.</summary>
internal sealed record Plan(IReadOnlyList<Fault> Faults)
{
    /// <summary>How many of the first strike also when no time is left. Default: 0.</summary>
    public int Demanded { get; init; }

    /// <summary>All of this, and then that, as far as time is left.</summary>
    public Plan Then(Plan next) => new([.. Faults, .. next.Faults]) { Demanded = Faults.Count };

    /// <summary>One of each first, so that a slow machine that has no time for all of them has seen every kind.</summary>
    public static Plan Draw(Random random, params IEnumerable<(int Count, Func<Fault> Fault)> wanted)
    {
        var kinds = wanted.ToList();
        return new Plan(
        [
            .. Shuffled(kinds.Select(k => k.Fault())),
            .. Shuffled(kinds.SelectMany(k => Enumerable.Range(1, k.Count - 1).Select(_ => k.Fault()))),
        ]);

        Fault[] Shuffled(IEnumerable<Fault> faults)
        {
            var drawn = faults.ToArray();
            random.Shuffle(drawn);
            return drawn;
        }
    }
}

/// <summary>A fault as it went.</summary>
internal sealed record Happened(string Fault, TimeSpan Took, Bite Bite)
{
    public string? Witness => Bite.Witness;
}
