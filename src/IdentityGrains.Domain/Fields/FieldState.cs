using IdentityGrains.Domain.Claims;

namespace IdentityGrains.Domain.Fields;

/// <summary>How far the field's contact point is verified. Fields without verification stay at <see cref="None"/>.</summary>
public enum VerificationState
{
    /// <summary>Nothing to verify.</summary>
    None = 0,

    /// <summary>A claim waits and nothing is verified.</summary>
    Pending = 1,

    /// <summary>The current value is verified.</summary>
    Verified = 2,

    /// <summary>Verified once, doubted since.</summary>
    Suspect = 3,

    /// <summary>The verified value is past its lifetime.</summary>
    Expired = 4,

    /// <summary>Withdrawn by the customer.</summary>
    Revoked = 5,
}

/// <summary>One field of one customer.</summary>
/// <param name="ValueVersion">The version at which the value last changed; 0 when it never had one.</param>
/// <param name="Winner">The claim whose value is current.</param>
/// <param name="Pending">The claim that waits for verification.</param>
/// <param name="State">How far it is verified.</param>
/// <param name="Live">The claims that can still matter, with their outcomes, in journal order.</param>
public sealed record FieldState(
    long ValueVersion, ClaimId? Winner, ClaimId? Pending, VerificationState State, ImmutableArray<JudgedClaim> Live)
{
    /// <summary>The verified claim that could not be reached; while it is current, the field is <see cref="VerificationState.Suspect"/>.</summary>
    public ClaimId? Doubted { get; init; }

    /// <summary>A field that nobody has spoken of.</summary>
    public static readonly FieldState Unknown = new(0, null, null, VerificationState.None, []);

    /// <summary>The claim whose value is current, if there is one.</summary>
    public Claim? Current => Find(Winner);

    /// <summary>The current value; blank when there is none.</summary>
    public FieldValue Value => Current?.Value ?? FieldValue.Blank;

    /// <summary>The claim of that id, if it is live.</summary>
    public Claim? Find(ClaimId? id)
    {
        if (id is not { } sought)
        {
            return null;
        }

        foreach (var judged in Live)
        {
            if (judged.Claim.Id == sought)
            {
                return judged.Claim;
            }
        }

        return null;
    }
}
