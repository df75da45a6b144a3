using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Consents;

/// <summary>The guardian said yes to a purpose for the child.</summary>
/// <param name="Purpose">To what.</param>
/// <param name="Act">How, when and through whom.</param>
/// <param name="Stands">False when a later act of the guardian is in force already.</param>
[EventName("guardian-granted.1")]
public sealed record GuardianConsentGranted(PurposeName Purpose, ConsentAct Act, bool Stands) : CustomerEvent;

/// <summary>The guardian said no to a purpose for the child.</summary>
/// <param name="Purpose">To what.</param>
/// <param name="Act">How, when and through whom.</param>
/// <param name="Stands">False when a later act of the guardian is in force already.</param>
[EventName("guardian-withdrew.1")]
public sealed record GuardianConsentWithdrawn(PurposeName Purpose, ConsentAct Act, bool Stands) : CustomerEvent;
