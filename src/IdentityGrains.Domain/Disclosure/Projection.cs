using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Disclosure;

/// <summary>Why a field is not told. Numbers are stored: never reuse one.</summary>
public enum Withheld
{
    /// <summary>Processing of the customer is restricted.</summary>
    Restricted = 1,

    /// <summary>The platform may not receive this field at all.</summary>
    NotMapped = 2,

    /// <summary>The value is not verified as the platform's mapping demands.</summary>
    VerificationState = 3,

    /// <summary>No purpose of the mapping is permitted.</summary>
    NoPurposePermitted = 4,

    /// <summary>There is no value to tell.</summary>
    NoValue = 5,

    /// <summary>The grant of a permitted purpose is still to be confirmed at this contact point.</summary>
    AwaitsOptIn = 6,

    /// <summary>Somebody who shares the address denies the purpose, and the platform would open it for him too.</summary>
    SharedContactDenied = 7,
}

/// <summary>What one platform may know of one customer at one version, field by field, in the policy's order.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Platform">Told to whom.</param>
/// <param name="Version">Decided on the customer as of this version.</param>
/// <param name="Policy">The policy that decided, <c>id@version</c>.</param>
/// <param name="Fields">Every mapped field, and behind them the platform's signals.</param>
public sealed record Projection(
    CustomerId Customer, PlatformName Platform, long Version, string Policy, ImmutableArray<ProjectedField> Fields);

/// <summary>
/// One mapped field, released with its purpose or withheld with its reason; or the state of a purpose (<see cref="SignalField"/>): what is withheld then is the
/// grant, and its denial is told.
/// </summary>
/// <param name="Field">Which field.</param>
/// <param name="To">Where the platform keeps it.</param>
/// <param name="Value">The released value; blank when withheld. Of a purpose's state the platform's word for it.</param>
/// <param name="ValueVersion">
/// The version at which the field's value last changed or was cleared; 0 when it is withheld for another reason than having no value. Of a purpose's state the
/// version of the last act on the purpose that stands; 0 before the first.
/// </param>
/// <param name="Purpose">The purpose that releases it; null when withheld.</param>
/// <param name="Basis">The lawful basis of that purpose in the customer's region; null when withheld or the region is unknown.</param>
/// <param name="Why">Why it is withheld; null when released.</param>
public sealed record ProjectedField(
    FieldName Field, string To, FieldValue Value, long ValueVersion, PurposeName? Purpose, string? Basis, Withheld? Why)
{
    /// <summary>True when the platform may know the value.</summary>
    public bool Released => Why is null;
}
