namespace IdentityGrains.Torture.Histories;

/// <summary>What an event in the log is. Each begins with its tag and an instant of CLOCK_MONOTONIC in ticks.</summary>
internal enum EventTag : byte
{
    /// <summary>A call begins: operation, act, customer, principal, host.</summary>
    Invoked = 1,

    /// <summary>A call is over: operation, which of its calls, ending, status, version and hash.</summary>
    Returned = 2,

    /// <summary>A customer's number got its id.</summary>
    Named = 3,

    /// <summary>A policy is in force: epoch and reference.</summary>
    Activated = 4,

    /// <summary>The nemesis did something: which fault, and what in words.</summary>
    Struck = 5,

    /// <summary>The store's clock was asked: what it said, in ticks of UTC.</summary>
    StoreTime = 6,

    /// <summary>A withdrawal is fenced: the customer's number, the version that took the permission away, since when in ticks of UTC.</summary>
    Fenced = 7,
}
