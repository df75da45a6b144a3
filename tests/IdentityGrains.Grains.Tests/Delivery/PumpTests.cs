using System.Diagnostics;
using IdentityGrains.Grains.Delivery;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace IdentityGrains.Grains.Tests.Delivery;

public sealed class PumpTests
{
    [Fact]
    public async Task A_wake_up_during_a_round_makes_one_more_and_never_two_at_once()
    {
        var (rounds, gate) = (0, new TaskCompletionSource());
        Pump pump = null!;
        pump = new Pump(async () =>
        {
            rounds++;
            pump.Wake();
            await gate.Task;
            return rounds < 3;
        });

        pump.Wake();
        pump.Wake();
        Assert.Equal(1, rounds);
        pump = new Pump(() => Task.FromResult(false));
        gate.SetResult();
        await Task.Yield();
        Assert.Equal(3, rounds);
    }

    [Fact]
    public async Task A_round_that_was_asked_for_during_another_waits_for_the_rest_and_one_that_finds_more_does_not()
    {
        var (time, rounds) = (new FakeTimeProvider(), 0);
        Pump pump = null!;
        pump = new Pump(
            () =>
            {
                if (++rounds == 2)
                {
                    pump.Wake();
                }

                return Task.FromResult(rounds == 1);
            },
            TimeSpan.FromMilliseconds(100), time);

        pump.Wake();
        Assert.Equal(2, rounds);
        time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(2, rounds);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await Task.Yield();
        Assert.Equal(3, rounds);
    }

    [Fact]
    public void A_round_is_nobodys()
    {
        using var trace = new Activity("caller").Start();
        RequestContext.Set("ig.service-token", "a token");
        (object? Token, Activity? Trace) seen = ("", trace);
        new Pump(() =>
        {
            seen = (RequestContext.Get("ig.service-token"), Activity.Current);
            return Task.FromResult(false);
        }).Wake();

        Assert.Equal((null, null), seen);
        Assert.Equal("a token", RequestContext.Get("ig.service-token"));
        Assert.Same(trace, Activity.Current);
    }
}
