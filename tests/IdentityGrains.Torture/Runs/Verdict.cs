using System.Text;
using IdentityGrains.Torture.Checkers;

namespace IdentityGrains.Torture.Runs;

/// <summary>How a run ended.</summary>
internal enum Colour
{
    /// <summary>Every fault bit and every promise held.</summary>
    Green = 1,

    /// <summary>A promise did not hold.</summary>
    Red = 2,

    /// <summary>A fault left no trace: the run proves nothing.</summary>
    Void = 3,
}

/// <summary>All that a run says in the end.</summary>
internal sealed record Verdict(
    int Seed, IReadOnlyList<Happened> Faults, IReadOnlyList<Violation> Violations, IReadOnlyList<Recovered> Recoveries, IReadOnlyList<string> Facts,
    IReadOnlyList<string> Skipped)
{
    private const int Shown = 50;

    /// <summary>How often platforms were told of a customer. Default: 0.</summary>
    public int Attempts { get; init; }

    /// <summary>How many were told since when their withdrawal is fenced. Default: 0.</summary>
    public int Withdrawals { get; init; }

    public Colour Colour => Violations.Count > 0 ? Colour.Red : Faults.Any(f => f.Witness is null) ? Colour.Void : Colour.Green;

    /// <summary>How often a fault struck and bit.</summary>
    public int Struck(string fault) => Faults.Count(f => f.Fault == fault && f.Witness is not null);

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"seed {Seed}: {Colour.ToString().ToUpperInvariant()}");
        Section("facts", Facts);
        Section("faults", Faults.Select(f => $"{f.Fault} in {f.Took.TotalSeconds:0.0} s: {f.Witness ?? "NO WITNESS"}"));
        Section("skipped", Skipped);
        Section("time to recovery", Recoveries.Select(r => (r.IsWithinBound ? "" : "BEYOND THE BOUND ") + r));
        Section($"violations: {Violations.Count}", Violations.Take(Shown).Select(v => v.ToString()));
        return text.ToString();

        void Section(string title, IEnumerable<string> lines)
        {
            text.AppendLine(title);
            foreach (var line in lines)
            {
                text.Append("  ").AppendLine(line);
            }
        }
    }
}
