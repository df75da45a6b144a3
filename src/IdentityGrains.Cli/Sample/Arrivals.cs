namespace IdentityGrains.Cli.Sample;

/// <summary>What came in, and when. A line is observed at one time and arrives at that time or later; the file is in order of arrival.</summary>
internal sealed class Arrivals
{
    /// <summary>The last moment at which a line may arrive.</summary>
    public static readonly DateTimeOffset End = new(2026, 10, 31, 23, 0, 0, TimeSpan.Zero);

    private readonly List<(DateTimeOffset Arrives, string Text)> _lines = [];

    /// <summary>A line that arrives as soon as it is observed, or late.</summary>
    public void Add(DateTimeOffset at, Line line, TimeSpan late = default)
    {
        if (at + late <= End)
        {
            _lines.Add((at + late, line.ToJson(at)));
        }
    }

    /// <summary>True when nothing more arrives at this time.</summary>
    public static bool IsOver(DateTimeOffset at) => at > End;

    /// <summary>Repeats what arrived last, as a sender does that missed the answer.</summary>
    public void Repeat(TimeSpan after)
    {
        var (arrives, text) = _lines[^1];
        if (arrives + after <= End)
        {
            _lines.Add((arrives + after, text));
        }
    }

    /// <summary>The lines in order of arrival; what arrives at once keeps the order in which it was told.</summary>
    public IEnumerable<string> InOrder() => _lines.OrderBy(l => l.Arrives).Select(l => l.Text);
}
