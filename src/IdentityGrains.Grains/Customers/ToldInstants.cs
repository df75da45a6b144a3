using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Customers;

/// <summary>The instants as of which something was told of one customer: nothing is recorded at or before them any more.</summary>
internal sealed class ToldInstants(IStoreClock clock)
{
    private DateTimeOffset _told = DateTimeOffset.MinValue;

    /// <summary>
    /// The time at which the next entry is recorded: after every instant as of which somebody was told something. What was told as of an instant must
    /// stay true of it, also when the clock stands still between two calls or is set back.
    /// </summary>
    public DateTimeOffset Now => Later(clock.Now, _told + (_told == DateTimeOffset.MinValue ? TimeSpan.Zero : Instants.Step));

    /// <summary>
    /// The latest instant as of which what is durable is the whole truth: now, or just before the first entry that still waits to become durable.
    /// From here on nothing is recorded at or before it.
    /// </summary>
    public DateTimeOffset Tell(WorkingRecord record)
    {
        var now = Later(clock.Now, record.Durable.RecordedAt);
        return Tell(record.FirstWaiting is { } first && first <= now ? first - Instants.Step : now);
    }

    /// <summary>Notes that something is told as of an instant, which is past: from here on nothing is recorded at or before it.</summary>
    public DateTimeOffset Tell(DateTimeOffset instant)
    {
        _told = Later(_told, instant);
        return instant;
    }

    /// <summary>True when the instant is still to come: nobody knows yet what will have been true of it.</summary>
    public bool IsToCome(DateTimeOffset instant, WorkingRecord record) =>
        instant > Later(Later(clock.Now, record.Durable.RecordedAt), _told);

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
