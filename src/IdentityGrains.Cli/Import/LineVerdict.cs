namespace IdentityGrains.Cli.Import;

/// <summary>What a whole line came to.</summary>
internal enum LineVerdict
{
    /// <summary>What it says is in force, or agrees with what is.</summary>
    Accepted = 1,

    /// <summary>A part of it waits until the customer confirms it.</summary>
    Pending = 2,

    /// <summary>All that it says is kept and none of it is used.</summary>
    Kept = 3,

    /// <summary>It was refused, or a part of it was.</summary>
    Refused = 4,

    /// <summary>It was left out.</summary>
    Skipped = 5,
}

/// <summary>Judges lines.</summary>
internal static class LineVerdicts
{
    private const string Waits = "pending";

    /// <summary>The verdict on a line: what went wrong counts before what went well.</summary>
    public static LineVerdict Of(LineReport report)
    {
        if (!report.Refused.IsEmpty || report.Skipped is not null)
        {
            return report.Refused.IsEmpty ? LineVerdict.Skipped : LineVerdict.Refused;
        }

        var outcomes = report.Done.SelectMany(d => d.Fields).Select(f => f.Outcome).ToArray();
        return outcomes.Contains(Waits) ? LineVerdict.Pending
            : outcomes.Length == 0 || outcomes.Any(o => o is "winner" or "corroborates") ? LineVerdict.Accepted
            : LineVerdict.Kept;
    }
}
