using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Consents;

/// <summary>Whether a purpose is permitted for a person, and why not.</summary>
public static class Permission
{
    /// <summary>Asks the region's model, the signals, the age and the consents, in that order.</summary>
    public static PurposeVerdict Of(PurposeName purpose, SubjectFacts facts, Policy policy) => throw new System.Diagnostics.UnreachableException();
}

/// <summary>Whether a purpose is permitted.</summary>
/// <param name="Permitted">Yes or no.</param>
/// <param name="Basis">The lawful basis when it is permitted in a known region.</param>
/// <param name="Why">Why it is not; null when it is.</param>
public sealed record PurposeVerdict(bool Permitted, string? Basis, NotPermitted? Why);

/// <summary>Why a purpose is not permitted.</summary>
public enum NotPermitted
{
    /// <summary>The region is unknown and not every region permits it.</summary>
    UnknownRegionStrictest = 1,
    /// <summary>A Global Privacy Control signal withdraws it.</summary>
    Gpc = 2,
    /// <summary>The age is unknown and the purpose needs consent.</summary>
    UnknownAge = 3,
    /// <summary>No consent opens it for the young.</summary>
    ProhibitedForMinor = 4,
    /// <summary>The guardian has not granted.</summary>
    MinorNeedsGuardian = 5,
    /// <summary>The child said no.</summary>
    MinorRefused = 6,
    /// <summary>The child must grant too.</summary>
    MinorMustAgreeToo = 7,
    /// <summary>The child's own grant is needed.</summary>
    MinorNeedsSelfOptIn = 8,
    /// <summary>There is no grant.</summary>
    NoConsent = 9,
    /// <summary>The customer opted out.</summary>
    OptedOut = 10,
    /// <summary>The customer objected.</summary>
    Objected = 11,
}
