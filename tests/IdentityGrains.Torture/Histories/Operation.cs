namespace IdentityGrains.Torture.Histories;

/// <summary>What was asked.</summary>
internal enum ActKind : byte
{
    /// <summary>A customer begins.</summary>
    Create = 6,

    /// <summary>A source asserted fields.</summary>
    Update = 1,

    /// <summary>A purpose was granted.</summary>
    Grant = 2,

    /// <summary>A purpose was withdrawn.</summary>
    Withdraw = 3,

    /// <summary>A read that may be of any durable version.</summary>
    PlainRead = 4,

    /// <summary>A read that must see everything that was acknowledged before it began.</summary>
    StrongRead = 5,
}

/// <summary>How a call ended, as far as its caller can know.</summary>
internal enum Ending : byte
{
    /// <summary>No answer in time, a connection that broke, or <c>outcome-unknown</c>: it may have happened or not.</summary>
    Unknown = 0,

    /// <summary>Done, with a receipt or with what was read.</summary>
    Done = 1,

    /// <summary>Done before: the receipt is the first one.</summary>
    Replayed = 2,

    /// <summary>The law said no: certainly without effect.</summary>
    Refused = 3,

    /// <summary>Turned away for now: certainly without effect.</summary>
    TurnedAway = 4,
}

/// <summary>A version and the hash of its entry, in hexadecimal: what a receipt and a read have in common.</summary>
internal sealed record Seen(long Version, string Hash);

/// <summary>One call. Instants are ticks of CLOCK_MONOTONIC.</summary>
/// <param name="Host">Which door was asked.</param>
/// <param name="Invoked">Just before the first byte was sent.</param>
/// <param name="Returned">Just after the answer was read; null when there was none.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Status">The HTTP status; 0 when there was none.</param>
/// <param name="Seen">What the answer said; null without one.</param>
internal sealed record Attempt(int Host, long Invoked, long? Returned, Ending Ending, int Status, Seen? Seen)
{
    /// <summary>True when the caller holds a receipt or what he read.</summary>
    public bool IsDone => Ending is Ending.Done or Ending.Replayed;
}

/// <summary>One act under one operation id, however often it was asked.</summary>
internal sealed record Operation(
    string Id, ActKind Kind, string Customer, string Principal, IReadOnlyList<Attempt> Attempts)
{
    /// <summary>When it was asked first.</summary>
    public long Invoked { get; } = Attempts.Min(a => a.Invoked);

    /// <summary>When it was acknowledged first; null when it never was.</summary>
    public long? Acknowledged { get; } = Attempts.Where(a => a.IsDone).Min(a => a.Returned);

    /// <summary>What the first acknowledgement said.</summary>
    public Seen? Seen { get; } = Attempts.Where(a => a.IsDone).MinBy(a => a.Returned)?.Seen;

    /// <summary>True for acts that leave an entry.</summary>
    public bool IsWrite => Kind is ActKind.Create or ActKind.Update or ActKind.Grant or ActKind.Withdraw;
}
