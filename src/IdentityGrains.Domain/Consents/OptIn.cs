using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Consents;

/// <summary>A grant was confirmed at the very contact point that it is for.</summary>
/// <param name="Purpose">Which purpose.</param>
/// <param name="Field">Which contact point.</param>
/// <param name="ValueVersion">The version of its value: for another value the opt-in must be repeated.</param>
public sealed record OptIn(PurposeName Purpose, FieldName Field, long ValueVersion);

/// <summary>The customer confirmed a grant at the contact point that it is for.</summary>
[EventName("optin-confirmed.1")]
public sealed record OptInConfirmed(OptIn OptIn) : CustomerEvent;
