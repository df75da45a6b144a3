using IdentityGrains.Connectors.Subscriptions;
using IdentityGrains.Domain.Events;
using IdentityGrains.Storage.Subscriptions;

namespace IdentityGrains.Grains.Subscriptions;

/// <summary>
/// What becomes of a subscription by how its receiver answers; one that fails is left alone for twice as long each time, up to a cap, without end.
/// </summary>
internal static class EventBackoff
{
    /// <summary>The wait after the first failure.</summary>
    public static readonly TimeSpan Base = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait: within it a receiver that is back is told on.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromMinutes(5);

    private const int MostDoublings = 10;

    /// <summary>The subscription after an attempt.</summary>
    public static Subscription After(Subscription reached, EventEnd end, DateTimeOffset now) => end switch
    {
        EventEnd.Retry retry => reached with
        {
            Failures = reached.Failures + 1, DueAt = (now + (retry.After ?? Wait(reached.Failures))).InMicroseconds(), Why = retry.Why,
        },
        EventEnd.Gone gone => reached with { State = SubscriptionState.Disabled, Failures = reached.Failures + 1, Why = gone.Why },
        _ => reached with { Failures = 0, Why = null },
    };

    private static TimeSpan Wait(int failures) => TimeSpan.FromTicks(Math.Min(Base.Ticks << Math.Min(failures, MostDoublings), Cap.Ticks));
}
