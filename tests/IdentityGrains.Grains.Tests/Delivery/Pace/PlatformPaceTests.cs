using CsCheck;
using IdentityGrains.Connectors;
using IdentityGrains.Grains.Delivery.Pace;

namespace IdentityGrains.Grains.Tests.Delivery.Pace;

public class PlatformPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PaceNews Worked = new(1, 0, false, null, null);
    private static readonly PaceNews Failed = new(0, 1, false, null, null);

    [Fact]
    public void A_platform_without_a_limit_takes_all_that_wants_to_go() =>
        Assert.Equal(new PaceLease(3, 40, PlatformPace.LeaseFor), new PlatformPace(null).Lease(3, 40, Start));

    /// <summary>
    /// Whoever asks, whenever and for how much, and however late he begins within his lease: within any time of the limit no more begin than it.
    /// </summary>
    [Fact]
    public void A_limit_is_never_exceeded_whoever_asks_and_when() => Gen.Select(
        Gen.Int[1, 200], Gen.Select(Gen.Int[0, 400], Gen.Int[0, 50], Gen.Int[0, 50]).Array[1, 80]).Sample((requests, asks) =>
    {
        var limit = new RateLimit(requests, TimeSpan.FromSeconds(1));
        var pace = new PlatformPace(limit);
        var (now, granted) = (Start, new List<(DateTimeOffset At, int Count)>());
        foreach (var (later, urgent, others) in asks)
        {
            now += TimeSpan.FromMilliseconds(later);
            var lease = pace.Lease(urgent, others, now);
            Assert.True(lease.Urgent <= urgent && lease.Others <= others);
            granted.Add((now, lease.Urgent + lease.Others));
            var within = granted.Where(g => g.At > now - limit.Per - lease.For).Sum(g => g.Count);
            Assert.True(within <= requests, $"{within} of {requests} within one window");
        }
    });

    [Fact]
    public void A_share_of_the_limit_is_kept_for_withdrawals()
    {
        var pace = new PlatformPace(new RateLimit(100, TimeSpan.FromSeconds(1)));
        pace.Lease(0, 0, Start);
        var full = Start.AddSeconds(10);

        Assert.Equal(8, pace.Lease(0, 50, full).Others);
        Assert.Equal(0, pace.Lease(0, 50, full).Others);
        Assert.Equal(2, pace.Lease(50, 0, full).Urgent);
    }

    [Fact]
    public void What_the_platform_says_is_left_is_believed_when_it_is_less()
    {
        var pace = new PlatformPace(new RateLimit(100, TimeSpan.FromSeconds(1)));
        pace.Lease(0, 0, Start);
        pace.Hear(new PaceNews(1, 0, false, null, new PaceReading(0, TimeSpan.FromSeconds(30))), Start.AddSeconds(10));

        Assert.Equal(0, pace.Lease(0, 5, Start.AddSeconds(20)).Others);
        Assert.True(pace.Lease(0, 5, Start.AddSeconds(41)).Others > 0);
    }

    [Fact]
    public void A_platform_that_turns_everybody_away_is_asked_for_withdrawals_all_the_same_now_and_then()
    {
        var pace = new PlatformPace(null);
        pace.Hear(new PaceNews(1, 0, false, TimeSpan.FromHours(1), null), Start);

        Assert.Equal((1, 0), Granted(pace.Lease(10, 10, Start.AddSeconds(1))));
        Assert.Equal((0, 0), Granted(pace.Lease(10, 10, Start.AddSeconds(1.5))));
        Assert.Equal((1, 0), Granted(pace.Lease(10, 10, Start.AddSeconds(2))));
        Assert.Equal((10, 10), Granted(pace.Lease(10, 10, Start.AddHours(1).AddSeconds(1))));
    }

    [Fact]
    public void A_platform_that_refuses_us_is_left_alone_by_everybody_but_one_who_looks_now_and_then()
    {
        var pace = new PlatformPace(null);
        pace.Hear(new PaceNews(0, 0, true, null, null), Start);

        Assert.True(pace.IsHeld);
        Assert.Equal((0, 0), Granted(pace.Lease(1, 1, Start + PlatformPace.HoldFor - TimeSpan.FromMilliseconds(1))));
        Assert.Equal((1, 0), Granted(pace.Lease(5, 5, Start + PlatformPace.HoldFor)));

        // Refused again: as long again. Taken: nobody waits any more.
        pace.Hear(new PaceNews(0, 0, true, null, null), Start + PlatformPace.HoldFor);
        Assert.Equal((0, 0), Granted(pace.Lease(1, 1, Start + PlatformPace.HoldFor * 1.9)));
        pace.Hear(new PaceNews(1, 0, false, null, null), Start + PlatformPace.HoldFor * 2);
        Assert.False(pace.IsHeld);
        Assert.Equal((5, 5), Granted(pace.Lease(5, 5, Start + PlatformPace.HoldFor * 2)));
    }

    [Fact]
    public void After_twenty_failures_in_a_row_one_request_looks_after_a_second_and_then_later_and_later()
    {
        var pace = new PlatformPace(null);
        for (var i = 0; i < Breaker.Failures; i++)
        {
            Assert.Equal((0, 5), Granted(pace.Lease(0, 5, Start)));
            pace.Hear(Failed, Start);
        }

        Assert.Equal((0, 0), Granted(pace.Lease(5, 5, Start.AddSeconds(0.9))));
        Assert.Equal((1, 0), Granted(pace.Lease(5, 5, Start.AddSeconds(1))));
        pace.Hear(Failed, Start.AddSeconds(1));
        Assert.Equal((0, 0), Granted(pace.Lease(5, 5, Start.AddSeconds(2.9))));
        Assert.Equal((1, 0), Granted(pace.Lease(5, 5, Start.AddSeconds(3))));
        pace.Hear(Worked, Start.AddSeconds(3));
        Assert.Equal((5, 5), Granted(pace.Lease(5, 5, Start.AddSeconds(3))));
    }

    [Fact]
    public void A_success_among_failures_keeps_it_closed()
    {
        var pace = new PlatformPace(null);
        for (var i = 0; i < 10 * Breaker.Failures; i++)
        {
            pace.Hear(i % Breaker.Failures == 0 ? Worked : Failed, Start);
        }

        Assert.Equal((0, 5), Granted(pace.Lease(0, 5, Start)));
    }

    [Fact]
    public void One_who_went_to_look_and_never_came_back_is_followed_by_another()
    {
        var pace = new PlatformPace(null);
        pace.Hear(new PaceNews(0, Breaker.Failures, false, null, null), Start);

        Assert.Equal((1, 0), Granted(pace.Lease(1, 0, Start.AddSeconds(1))));
        Assert.Equal((0, 0), Granted(pace.Lease(1, 0, Start.AddSeconds(1.5))));
        Assert.Equal((1, 0), Granted(pace.Lease(1, 0, Start.AddSeconds(2))));
    }

    private static (int Urgent, int Others) Granted(PaceLease lease) => (lease.Urgent, lease.Others);
}
