namespace IdentityGrains.Domain.Disclosure;

/// <summary>How much is known of a platform's copy. Numbers are stored: never reuse one.</summary>
public enum AckLevel
{
    /// <summary>Intended, not sent.</summary>
    Planned = 1,

    /// <summary>The request started.</summary>
    Sent = 2,

    /// <summary>The platform has the bytes.</summary>
    Accepted = 3,

    /// <summary>The platform stored it.</summary>
    Applied = 4,

    /// <summary>A read-back or a signed callback showed it.</summary>
    Confirmed = 5,
}

/// <summary>How urgent a delivery is, most urgent first. Numbers are stored: never reuse one.</summary>
public enum Lane
{
    /// <summary>A permission was lost, or a right is exercised.</summary>
    Withdrawal = 1,

    /// <summary>The platform holds something that is no longer so.</summary>
    Correction = 2,

    /// <summary>News.</summary>
    Ordinary = 3,

    /// <summary>Many at once, without hurry.</summary>
    Backfill = 4,
}
