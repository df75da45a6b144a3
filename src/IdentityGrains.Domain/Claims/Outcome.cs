namespace IdentityGrains.Domain.Claims;

/// <summary>What resolution did with a claim. Numbers are stored: never reuse one.</summary>
public enum Outcome
{
    /// <summary>The field's value is this claim's.</summary>
    Winner = 1,

    /// <summary>It waits for verification.</summary>
    Pending = 2,

    /// <summary>It says what the winner says.</summary>
    Corroborates = 3,

    /// <summary>A better ranked source holds the field.</summary>
    LowerRank = 4,

    /// <summary>It was observed before the current value, by an equal or worse source.</summary>
    Stale = 5,

    /// <summary>Something later took its place.</summary>
    Superseded = 6,

    /// <summary>Its lifetime is over.</summary>
    Expired = 7,

    /// <summary>An empty claim may not clear this field.</summary>
    BlankIgnored = 8,

    /// <summary>Its origin is proved less than the field demands of that source.</summary>
    InsufficientProof = 9,

    /// <summary>The source's guard does not hold for this customer.</summary>
    GuardFalse = 10,

    /// <summary>The source's guard could not be evaluated, which never permits.</summary>
    GuardError = 11,

    /// <summary>Evidence that the source owes is absent.</summary>
    MissingRequirement = 12,

    /// <summary>The source is not ranked for the field any more.</summary>
    Unranked = 13,

    /// <summary>An equal source says otherwise, and a steward must decide.</summary>
    Contested = 14,

    /// <summary>It is not verified, and the field takes no unverified claim over a verified one.</summary>
    Unverified = 15,
}
