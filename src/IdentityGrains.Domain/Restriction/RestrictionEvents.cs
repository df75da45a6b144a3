using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Restriction;

/// <summary>Processing stops, but for storage.</summary>
[EventName("processing-restricted.1")]
public sealed record ProcessingRestricted(SourceName By, ProofLevel Proof, ImmutableArray<Evidence> Evidence) : CustomerEvent;

/// <summary>Processing may go on.</summary>
[EventName("restriction-released.1")]
public sealed record RestrictionReleased(SourceName By, ProofLevel Proof, ImmutableArray<Evidence> Evidence) : CustomerEvent;
