using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Claims;

/// <summary>Which claim is the field's value, and why the others are not.</summary>
public static class Survivorship
{
    /// <summary>Resolves a field's claims.</summary>
    public static Resolution Resolve(FieldRule rule, ImmutableArray<Claim> claims, SubjectFacts facts, DateTimeOffset now) =>
        throw new System.Diagnostics.UnreachableException();
}
