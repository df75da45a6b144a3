namespace IdentityGrains.Domain.Reading;

/// <summary>As of when a customer is read. Whoever names none reads the present.</summary>
[GenerateSerializer, Immutable, Alias("moment")]
public abstract record Moment
{
    private Moment()
    {
    }

    /// <summary>
    /// The present, with everything that was acknowledged to anybody before the read began: the store is asked whether the customer's grain has missed
    /// anything. It costs a query, which readers share.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("moment.latest")]
    public sealed record Latest : Moment;

    /// <summary>As of an entry of the record: at the instant at which it was recorded.</summary>
    /// <param name="Version">Which entry.</param>
    [GenerateSerializer, Immutable, Alias("moment.version")]
    public sealed record AtVersion([property: Id(0)] long Version) : Moment;

    /// <summary>As of an instant: the last entry recorded at or before it, under the policy and the time of that instant.</summary>
    /// <param name="Instant">Which instant; not later than now.</param>
    [GenerateSerializer, Immutable, Alias("moment.instant")]
    public sealed record AtInstant([property: Id(0)] DateTimeOffset Instant) : Moment;
}
