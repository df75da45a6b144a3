namespace IdentityGrains.Domain.Claims;

/// <summary>Which claims can still matter, so that state does not grow with history.</summary>
public static class LiveClaims
{
    /// <summary>The claims that a further one ends for ever, itself included when it comes too late to matter.</summary>
    public static ImmutableArray<Claim> EndedBy(Claim next, ImmutableArray<JudgedClaim> live) =>
        throw new System.Diagnostics.UnreachableException();
}
