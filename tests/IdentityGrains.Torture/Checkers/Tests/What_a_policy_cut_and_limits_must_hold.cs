using System.Diagnostics;
using IdentityGrains.Torture.Histories;
using static IdentityGrains.Torture.Checkers.Tests.Told;

namespace IdentityGrains.Torture.Checkers.Tests;

public class What_a_policy_cut_and_limits_must_hold
{
    private static readonly Activated[] Second = [new Activated(Epoch: 2, Acknowledged: 10)];

    [Fact]
    public void What_was_under_way_at_an_activation_may_be_decided_under_either() =>
        Assert.Empty(PolicyCut.Check([Write("a", Done(9, 12, 1)), Write("b", Done(11, 13, 2))], [Entry(1, "a"), Entry(2, "b", epoch: 2)], Second));

    [Fact]
    public void An_old_epoch_after_an_acknowledged_activation_is_found() =>
        Assert.Single(PolicyCut.Check([Write("a", Done(11, 12, 1))], [Entry(1, "a")], Second));

    [Fact]
    public void An_epoch_that_goes_back_is_found() =>
        Assert.Single(PolicyCut.Check([Write("a", Done(1, 2, 1)), Write("b", Done(1, 2, 2))], [Entry(1, "a", epoch: 2), Entry(2, "b")], []));

    [Fact]
    public void A_steady_process_passes() => Assert.Empty(Limits.Check(Life(s => 300, s => 100)));

    [Fact]
    public void Growing_memory_is_found() => Assert.Contains("memory", Assert.Single(Limits.Check(Life(s => 300 + 10 * s, s => 100))).What);

    [Fact]
    public void Leaking_handles_are_found() => Assert.Contains("handles", Assert.Single(Limits.Check(Life(s => 300, s => 100 + 5 * s))).What);

    [Fact]
    public void Callers_who_wait_out_an_outage_are_no_leak() => Assert.Empty(Limits.Check(Life(s => 300, s => s > 200 ? 900 : 100)));

    [Fact]
    public void A_customer_who_waited_longer_than_the_bound_is_found()
    {
        var second = Stopwatch.Frequency;
        var outage = new Outage("F1", Begin: 0, Counted: 0, TimeSpan.FromSeconds(15));
        var late = Recovery.Of(outage, [Write("a", No(second, second + 1, Ending.TurnedAway), Done(16 * second, 17 * second, 1))], 60 * second);
        Assert.False(late.IsWithinBound);
        var soon = Recovery.Of(outage, [Write("a", No(second, second + 1, Ending.TurnedAway), Done(2 * second, 3 * second, 1))], 60 * second);
        Assert.True(soon.IsWithinBound);
        Assert.Equal(1, soon.Affected);
        var never = Recovery.Of(outage, [Write("a", No(second, second + 1, Ending.TurnedAway), No(20 * second, 21 * second, Ending.TurnedAway))], 60 * second);
        Assert.False(never.IsWithinBound);
    }

    [Fact]
    public void A_door_that_is_away_says_nothing_of_a_customer_who_is_served_at_another()
    {
        var second = Stopwatch.Frequency;
        var outage = new Outage("F1", Begin: 0, Counted: 0, TimeSpan.FromSeconds(15)) { Door = 1 };
        Attempt[] knocked = [Lost(16 * second), Done(16 * second, 17 * second, 1)];
        Attempt[] turnedAway = [No(second, second, Ending.TurnedAway) with { Host = 0 }, .. knocked];

        Assert.Equal(TimeSpan.FromSeconds(1), Recovery.Of(outage, [Write("a", knocked)], 60 * second).Longest);
        Assert.Equal(TimeSpan.FromSeconds(17), Recovery.Of(outage with { Door = 2 }, [Write("a", knocked)], 60 * second).Longest);
        Assert.Equal(TimeSpan.FromSeconds(17), Recovery.Of(outage, [Write("a", turnedAway)], 60 * second).Longest);
    }

    private static IEnumerable<Usage> Life(Func<int, long> megabytes, Func<int, int> handles) =>
        Enumerable.Range(0, 240).Select(s => new Usage("silo 1.1", s, megabytes(s) << 20, handles(s), 10, 20));
}
