using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Claims;

/// <summary>Why claims stopped counting. Numbers are stored: never reuse one.</summary>
public enum RetractionGround
{
    /// <summary>Whoever reads the previous contact point, or the customer, said that it is not so.</summary>
    Revoked = 1,

    /// <summary>Nobody confirmed it in time.</summary>
    NotConfirmed = 2,

    /// <summary>It was rolled back.</summary>
    RolledBack = 3,
}

/// <summary>
/// Claims count no more, and others count again. The record keeps them all: this is one more entry, never a deletion.
/// </summary>
/// <param name="Field">Of which field.</param>
/// <param name="Ground">Why.</param>
/// <param name="By">The source that asked for it; null when time did.</param>
/// <param name="Restored">Twins of earlier claims that count again, as their sources said them then.</param>
/// <param name="Standing">How the field stands since; the claims that count no more are among its ended ones.</param>
[EventName("claims-retracted.1")]
public sealed record ClaimsRetracted(
    FieldName Field, RetractionGround Ground, SourceName? By, ImmutableArray<Claim> Restored, FieldStanding Standing) : CustomerEvent;
