using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace IdentityGrains.Client.Tests.Asking;

/// <summary>What comes upon one call: it fails before it has an effect, or after, or is never answered.</summary>
internal sealed record Fate(string Name, Func<Exception>? Before = null, Func<Exception>? After = null, bool Never = false)
{
    public static readonly Fate Well = new("well");
    public static readonly Fate Busy = new("busy", Before: () => new CustomerBusyException());
    public static readonly Fate StoreAway = new("store away", Before: () => new StoreUnavailableException());
    public static readonly Fate LostOnTheWayThere = new("lost on the way there", Before: () => new SiloUnavailableException());
    public static readonly Fate LostOnTheWayBack = new("lost on the way back", After: () => new SiloUnavailableException());
    public static readonly Fate UnknownCommit = new("unknown commit", After: () => new OutcomeUnknownException());
    public static readonly Fate NoConnection = new("no connection", Before: () => new ConnectionFailedException("Nobody there."));
    public static readonly Fate TimedOut = new("timed out", After: () => new TimeoutException());
    public static readonly Fate Silence = new("silence", Never: true);

    public static readonly Fate[] Retried = [Busy, StoreAway, LostOnTheWayThere, LostOnTheWayBack, UnknownCommit, NoConnection, TimedOut, Silence];

    /// <summary>True when a caller who met it cannot know whether there was an effect.</summary>
    public bool LeavesDoubt => this != Well && this != Busy && this != StoreAway;

    public override string ToString() => Name;
}
