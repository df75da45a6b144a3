using IdentityGrains.Torture.Checkers.Deliveries;

namespace IdentityGrains.Torture.Checkers.Tests;

/// <summary>Histories made by hand: the CRM hears of one customer's new names, while the shop is well for a minute and sick for the next.</summary>
public class What_a_sick_platform_must_leave_alone
{
    private const string Crm = "crm";
    private const string Shop = "commerce";
    private const string Ana = "N-1";
    private const int Minute = 60;
    private static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_others_who_hear_as_much_as_soon_are_left_alone() => Assert.Empty(Measured(Each(0, 120, late: 0.2)).Violations);

    [Fact]
    public void Who_hears_less_is_not_left_alone() =>
        Assert.Contains("0.8 news a second", Assert.Single(Measured([.. Each(0, 60, late: 0.2), .. Each(60, 108, late: 0.2)]).Violations).What);

    [Fact]
    public void Who_hears_later_is_not_left_alone()
    {
        Assert.Empty(Measured([.. Each(0, 60, late: 0.2), .. Each(60, 120, late: 0.39)]).Violations);
        var late = Assert.Single(Measured([.. Each(0, 60, late: 0.2), .. Each(60, 120, late: 0.45)]).Violations);
        Assert.Contains("450 ms, and 1.0 news a second, 99 in 100 within 200 ms", late.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_heard_anything_nothing_is_proved() => Assert.Single(Measured().Violations);

    [Fact]
    public void What_is_told_again_is_no_news_and_neither_is_what_the_sick_one_is_told() => Assert.Single(Measured(
        [.. Each(0, 60, late: 0.2), .. Each(0, 60, late: 30.2), .. Each(60, 120, late: 0.2).Select(c => c with { Platform = Shop })]).Violations);

    private static Alone Measured(params ToldCopy[] copies) => Alone.Of(
        new Sickness(Shop, [(new Stretch(Noon, Noon.AddSeconds(Minute)), new Stretch(Noon.AddSeconds(Minute), Noon.AddSeconds(2 * Minute)))]),
        new Names(), copies);

    // Name n is there from second n on.
    private static ToldCopy[] Each(int from, int until, double late) => [.. Enumerable.Range(from, until - from).Select(n => new ToldCopy(
        Crm, Ana, Noon.AddSeconds(n + late), Noon.AddSeconds(n + late + 0.01), 200, new Dictionary<string, ToldValue> { ["name"] = new(Name(n)) }))];

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"Ana {number}");

    private sealed class Names : IPermittedVersions
    {
        private readonly List<Permitted> _all = [.. Enumerable.Range(0, 2 * Minute).Select(n => new Permitted(
            n + 1, Noon.AddSeconds(n), new HashSet<string> { "name" }, new Dictionary<string, ToldValue> { ["name"] = new(Name(n)) }))];

        public IReadOnlyDictionary<string, string> Numbers { get; } = new Dictionary<string, string> { ["cus_ana"] = Ana };

        public IReadOnlyList<Permitted> Of(string platform, string number) => _all;

        public IEnumerable<KeyValuePair<string, List<Permitted>>> At(string platform) => [KeyValuePair.Create(Ana, _all)];
    }
}
