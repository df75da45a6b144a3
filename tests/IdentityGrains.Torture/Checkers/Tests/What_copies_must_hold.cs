using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers.Tests;

/// <summary>Histories of one customer at one platform, made by hand: instants are seconds, version n permits what the case says.</summary>
public class What_copies_must_hold
{
    private const string Crm = "crm";
    private const string Ana = "N-1";
    private static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    // Version 1 permits a name and a band, 2 another name, 3 no band any more, 4 the band again.
    private static readonly IPermittedVersions Book = new Versions(
        Version(1, 0, name: "Ana", band: "high"), Version(2, 10, name: "Anna", band: "high"), Version(3, 20, name: "Anna", band: null),
        Version(4, 40, name: "Anna", band: "high"));

    [Fact]
    public void A_sound_history_passes() => Passes(
        Told(1, name: "Ana", band: "high"), Told(11, name: "Anna", band: "high") with { Applied = false, Status = 503 }, Told(12, name: "Anna", band: "high"),
        Told(21, name: "Anna", band: null), Told(41, name: "Anna", band: "high"));

    [Fact]
    public void A_value_that_the_stamped_version_does_not_permit_is_found() =>
        Fails("valueBand told, not permitted at version 3", Told(21, name: "Anna", band: "high") with { Version = 3 });

    [Fact]
    public void A_value_for_another_purpose_than_permitted_is_found() => Fails(
        "no version says", Told(1, name: "Ana", band: "high") with
        {
            Version = 1, Values = new Dictionary<string, ToldValue> { ["valueBand"] = new("high", "service_fulfilment") },
        });

    [Fact]
    public void A_value_that_never_was_is_found() => Fails("no version says", Told(1, name: "Bob", band: "high"));

    [Fact]
    public void A_version_that_is_told_before_it_was_recorded_is_found() => Fails("no version says", Told(5, name: "Anna", band: "high"));

    [Fact]
    public void What_began_before_the_fence_passes() => Passes(Told(22, name: "Anna", band: "high"));

    [Fact]
    public void What_begins_after_the_fence_with_what_it_forbids_is_found() =>
        Fails("version 3 was fenced, with valueBand", Told(26, name: "Anna", band: "high"));

    [Fact]
    public void What_was_granted_anew_may_be_told_again_whichever_version_is_stamped()
    {
        Passes(Told(41, name: "Anna", band: "high") with { Version = 2 });
        Fails("version 3 was fenced, with valueBand", Told(39, name: "Anna", band: "high") with { Version = 2 });
        Fails("version 3 was fenced, with valueBand", Told(41, name: "Ana", band: "high") with { Version = 1 });
    }

    [Fact]
    public void What_may_have_been_there_while_the_harness_stood_still_is_given_the_doubt()
    {
        Assert.Empty(Order([new Standstill(Noon.AddSeconds(22.5), Noon.AddSeconds(25.9))], []).Check([Told(26, name: "Anna", band: "high")]));
        Assert.Single(Order([new Standstill(Noon.AddSeconds(22.5), Noon.AddSeconds(24))], []).Check([Told(26, name: "Anna", band: "high")]));
    }

    [Fact]
    public void What_the_fence_does_not_forbid_passes_after_it() =>
        Passes(Told(26, name: "Ana") with { Values = new Dictionary<string, ToldValue> { ["name.given"] = new("Ana") } });

    [Fact]
    public void A_late_send_that_its_host_confessed_is_counted_and_no_violation()
    {
        var order = Order(new LateSend(Crm, Ana, Noon.AddSeconds(19), Noon.AddSeconds(27)));
        Assert.Empty(order.Check([Told(26, name: "Anna", band: "high")]));
        Assert.Equal(1, order.ConfessedLate);
    }

    [Fact]
    public void An_older_version_that_is_applied_after_a_newer_one_is_found() =>
        Fails("version 1 was applied after 2", Told(12, name: "Anna", band: "high"), Told(14, name: "Ana", band: "high"));

    [Fact]
    public void An_older_version_that_only_comes_late_and_is_not_applied_passes() =>
        Passes(Told(12, name: "Anna", band: "high"), Told(14, name: "Ana", band: "high") with { Applied = false });

    [Fact]
    public void What_the_platform_itself_saw_come_out_of_order_is_found() =>
        Fails("newer version already", Told(14, name: "Ana", band: "high") with { OutOfOrder = true, Applied = false, Status = 409 });

    [Fact]
    public void Two_requests_under_way_at_once_are_found() => Fails(
        "second request", Told(11, name: "Anna", band: "high") with { EndedAt = Noon.AddSeconds(15) }, Told(13, name: "Anna", band: "high"));

    [Fact]
    public void A_retry_within_the_time_that_the_platform_asked_for_is_found()
    {
        var turnedAway = Told(11, name: "Anna", band: "high") with { Status = 429, Applied = false, Wait = TimeSpan.FromSeconds(3) };
        Fails("asked to wait 3 s", turnedAway, Told(13, name: "Anna", band: "high"));
        Passes(turnedAway, Told(15, name: "Anna", band: "high"));
    }

    [Fact]
    public void A_withdrawal_need_not_wait_for_what_it_takes_back() => Passes(
        Told(19, name: "Anna", band: "high") with { Status = 429, Applied = false, Wait = TimeSpan.FromSeconds(3) }, Told(21, name: "Anna", band: null));

    [Fact]
    public void More_requests_than_a_platform_takes_are_found()
    {
        DateTimeOffset[] four = [Noon, Noon.AddSeconds(1), Noon.AddSeconds(9), Noon.AddSeconds(10)];
        Assert.Empty(Rates.Check(Crm, four, limit: 3, TimeSpan.FromSeconds(10)).Violations);
        var (most, violations) = Rates.Check(Crm, [.. four, Noon.AddSeconds(10.5)], limit: 3, TimeSpan.FromSeconds(10));
        Assert.Equal(4, most);
        Assert.Contains("it takes 3", Assert.Single(violations).What);
    }

    [Fact]
    public void In_the_end_there_is_no_fourth_state()
    {
        var right = new Dictionary<string, string?> { ["name.given"] = "Anna", ["valueBand"] = "high" };
        Assert.Empty(End([], right));
        Assert.Contains("name.given is not what version 4 permits", Assert.Single(End([], new(right) { ["name.given"] = "Ana" })).What);
        Assert.Equal(2, End([], held: null).Count());
        Assert.Empty(End([new OpenException(Crm, "cus_ana", "drift_detected")], new(right) { ["name.given"] = "ANNA" }));
        Assert.Empty(End([new OpenException(Crm, Customer: null, "delivery_rejected_permanent")], held: null));
        Assert.Single(End([new OpenException("cdp", "cus_ana", "drift_detected")], new(right) { ["name.given"] = "ANNA" }));

        static IEnumerable<Violation> End(OpenException[] open, Dictionary<string, string?>? held) =>
            new EndState(Book, open, Noon.AddMinutes(5)).Check(Crm, ["name.given", "valueBand"], _ => held);
    }

    private static void Passes(params ToldCopy[] copies) => Assert.Empty(Order().Check(copies));

    private static void Fails(string because, params ToldCopy[] copies) =>
        Assert.Contains(Order().Check(copies), v => v.What.Contains(because, StringComparison.Ordinal));

    // Version 3 was recorded at 20 and fenced at 23.
    private static CopyOrder Order(params LateSend[] late) =>
        Order([], late);

    private static CopyOrder Order(Standstill[] stood, LateSend[] late) =>
        new(Book, new[] { new Fenced("cus_ana", 3, Noon.AddSeconds(23)) }.ToLookup(_ => Ana), stood, late);

    private static ToldCopy Told(int second, string name, string? band = "") => new(
        Crm, Ana, Noon.AddSeconds(second), Noon.AddSeconds(second + 0.1), 200,
        new Dictionary<string, ToldValue> { ["name.given"] = new(name), ["valueBand"] = new(band) }) { Applied = true };

    private static Permitted Version(long version, int second, string name, string? band)
    {
        var values = new Dictionary<string, ToldValue> { ["name.given"] = new(name, "service_fulfilment") };
        if (band is not null)
        {
            values["valueBand"] = new(band, "personalisation");
        }

        return new Permitted(version, Noon.AddSeconds(second), values.Keys.ToHashSet(), values);
    }

    private sealed class Versions(params List<Permitted> all) : IPermittedVersions
    {
        public IReadOnlyDictionary<string, string> Numbers { get; } = new Dictionary<string, string> { ["cus_ana"] = Ana };

        public IReadOnlyList<Permitted> Of(string platform, string number) => all;

        public IEnumerable<KeyValuePair<string, List<Permitted>>> At(string platform) => [KeyValuePair.Create(Ana, all)];
    }
}
