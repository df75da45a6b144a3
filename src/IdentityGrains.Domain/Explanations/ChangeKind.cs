namespace IdentityGrains.Domain.Explanations;

/// <summary>What about a claim, and nothing else, would have to be otherwise for it to win.</summary>
public enum ChangeKind
{
    /// <summary>No single change makes it win.</summary>
    None = 1,

    /// <summary>Nothing: it wins as soon as the field is resolved again.</summary>
    Resolution = 2,

    /// <summary>Its origin proved better.</summary>
    Proof = 3,

    /// <summary>The evidence that its source owes.</summary>
    Evidence = 4,

    /// <summary>The contact point confirmed.</summary>
    Verification = 5,

    /// <summary>Seen later.</summary>
    Time = 6,

    /// <summary>Its source ranked better.</summary>
    Rank = 7,
}
