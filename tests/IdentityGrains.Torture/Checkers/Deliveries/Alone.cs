namespace IdentityGrains.Torture.Checkers.Deliveries;

/// <summary>From one moment to another.</summary>
internal sealed record Stretch(DateTimeOffset From, DateTimeOffset Until);

/// <summary>When a platform answered nobody, each time after a time in which all was well.</summary>
internal sealed record Sickness(string Platform, IReadOnlyList<(Stretch Well, Stretch Sick)> Turns);

/// <summary>
/// C-6, R25: while one platform answers nobody the others hear what is new as before: nine tenths as much of it at least, and the slowest hundredth at most
/// twice as late. On a machine that does much else too a single turn says little: it has to be so in one of them, and would be in none if it were not so.
/// </summary>
internal sealed class Alone
{
    private const double Share = 0.9;
    private const double Slower = 2;

    private Alone(Sickness sickness, (Measure Well, Measure Sick)[] turns)
    {
        Told = $"R25: what the others heard while {sickness.Platform} answered nobody, and before: "
            + string.Join("; ", turns.Select(t => $"{t.Sick}, and {t.Well}"));
        var alone = Array.Exists(turns, t => t.Well.Rate > 0 && t.Sick.Rate >= t.Well.Rate * Share && t.Sick.Slowest <= t.Well.Slowest * Slower);
        Violations = alone ? [] : [new Violation(CopyOrder.Name, sickness.Platform, Told)];
    }

    /// <summary>What was measured, in words.</summary>
    public string Told { get; }

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<Violation> Violations { get; }

    /// <summary>Compares the one with the other.</summary>
    public static Alone Of(Sickness sickness, IPermittedVersions book, IEnumerable<ToldCopy> copies)
    {
        var news = copies.Where(c => c.Platform != sickness.Platform).GroupBy(c => (c.Platform, c.Number))
            .SelectMany(of => News(book.Of(of.Key.Platform, of.Key.Number), of)).ToArray();
        return new Alone(sickness, [.. sickness.Turns.Select(t => (Measure.Of(news, t.Well), Measure.Of(news, t.Sick)))]);
    }

    // Each thing once, when it is told for the first time, and since when it was there to be told. What comes again after an error is none of this.
    private static IEnumerable<(DateTimeOffset At, TimeSpan Waited)> News(IReadOnlyList<Permitted> versions, IEnumerable<ToldCopy> copies)
    {
        var newest = 0L;
        foreach (var copy in copies.OrderBy(c => c.ArrivedAt))
        {
            Permitted[] says = [.. versions.Where(v => v.Version > newest && v.Says(copy))];
            if (says.Length > 0)
            {
                yield return (copy.ArrivedAt, copy.ArrivedAt - says[0].RecordedAt);
                newest = says[^1].Version;
            }
        }
    }

    private sealed record Measure(double Rate, TimeSpan Slowest)
    {
        public static Measure Of((DateTimeOffset At, TimeSpan Waited)[] news, Stretch stretch)
        {
            TimeSpan[] waited = [.. news.Where(n => n.At >= stretch.From && n.At < stretch.Until).Select(n => n.Waited).Order()];
            return new Measure(
                waited.Length / (stretch.Until - stretch.From).TotalSeconds, waited.Length == 0 ? TimeSpan.Zero : waited[(waited.Length - 1) * 99 / 100]);
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Rate:0.0} news a second, 99 in 100 within {Slowest.TotalMilliseconds:0} ms");
    }
}
