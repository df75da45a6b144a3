using IdentityGrains.Grains.Delivery;

namespace IdentityGrains.Grains.Tests.Delivery;

public sealed class SendGateTests
{
    private readonly SendGate _gate = new();

    [Fact]
    public async Task Nobody_waits_for_requests_of_the_epoch_itself()
    {
        using var current = _gate.Begin(2);

        Assert.Equal(0, await _gate.WhenOlderEnded(2, Timeout.InfiniteTimeSpan, TimeProvider.System));
        Assert.False(current.IsCutOff);
    }

    [Fact]
    public async Task Older_requests_are_waited_for_until_each_has_ended()
    {
        var (first, second) = (_gate.Begin(1), _gate.Begin(1));
        var waiting = _gate.WhenOlderEnded(2, Timeout.InfiniteTimeSpan, TimeProvider.System);

        first.Dispose();
        Assert.False(waiting.IsCompleted);
        second.Dispose();
        Assert.Equal(0, await waiting);
    }

    [Fact]
    public async Task Those_that_do_not_end_in_time_are_cut_off_and_counted()
    {
        using var old = _gate.Begin(1);
        using var current = _gate.Begin(2);

        Assert.Equal(1, await _gate.WhenOlderEnded(2, TimeSpan.Zero, TimeProvider.System));
        Assert.True(old.Token.IsCancellationRequested);
        Assert.False(current.Token.IsCancellationRequested);
    }
}
