using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Disclosure;

/// <summary>What a platform may be told.</summary>
public static class Disclose
{
    /// <summary>The projection of a customer for one platform at this moment.</summary>
    public static Projection To(Platform platform, Customer customer, Policy policy, DateTimeOffset now) => throw new System.Diagnostics.UnreachableException();

    /// <summary>Whether one field may be told to a platform: withheld with the first reason, or released by the first permitted purpose.</summary>
    public static ReleaseVerdict Release(PlatformName platform, FieldName field, SubjectFacts facts, Policy policy) => throw new System.Diagnostics.UnreachableException();
}

/// <summary>Whether one field may be told.</summary>
/// <param name="Why">Why not; null when it may.</param>
/// <param name="Purpose">The purpose that releases it.</param>
/// <param name="Basis">The lawful basis of that purpose.</param>
public sealed record ReleaseVerdict(Withheld? Why, PurposeName? Purpose, string? Basis);
