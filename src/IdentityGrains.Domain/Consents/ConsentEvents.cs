using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Consents;

/// <summary>The customer said yes to a purpose.</summary>
/// <param name="Purpose">To what.</param>
/// <param name="Act">How, when and through whom.</param>
/// <param name="Stands">False when a later act is in force already, so that this one is history only.</param>
[EventName("consent-granted.1")]
public sealed record ConsentGranted(PurposeName Purpose, ConsentAct Act, bool Stands) : CustomerEvent;

/// <summary>The customer said no to a purpose: withdrew, opted out or objected.</summary>
/// <param name="Purpose">To what.</param>
/// <param name="Act">How, when and through whom.</param>
/// <param name="Stands">False when a later act is in force already, so that this one is history only.</param>
[EventName("consent-withdrawn.1")]
public sealed record ConsentWithdrawn(PurposeName Purpose, ConsentAct Act, bool Stands) : CustomerEvent;
