using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Fields;

/// <summary>A source spoke of a field: its claim, and how the field stands since.</summary>
[EventName("field-asserted.1")]
public sealed record FieldAsserted(FieldName Field, Claim Claim, FieldStanding Standing) : CustomerEvent;

/// <summary>A field was resolved again without a new claim: another field, the policy or time changed what counts.</summary>
[EventName("field-reevaluated.1")]
public sealed record FieldReevaluated(FieldName Field, FieldStanding Standing) : CustomerEvent;

/// <summary>How a field stands after an event. It records what was decided, so that the fold needs neither policy nor clock.</summary>
/// <param name="Winner">The claim whose value is current.</param>
/// <param name="Pending">The claim that waits.</param>
/// <param name="State">How far it is verified.</param>
/// <param name="ValueChanged">True when the current value is another one than before.</param>
/// <param name="Changed">The outcomes that are new or other than before.</param>
/// <param name="Ended">Claims that can never matter again and leave the live ones.</param>
public sealed record FieldStanding(
    ClaimId? Winner, ClaimId? Pending, VerificationState State, bool ValueChanged,
    ImmutableArray<ClaimOutcome> Changed, ImmutableArray<ClaimId> Ended);

/// <summary>What became of one claim.</summary>
public readonly record struct ClaimOutcome(ClaimId Claim, Outcome Outcome);
