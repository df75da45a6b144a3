namespace IdentityGrains.Domain.Consents;

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

    /// <summary>The region's laws say nothing of it, and silence never permits.</summary>
    NotInRegion = 12,
}
