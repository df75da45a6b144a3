using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Verifications;

/// <summary>Why a verification is over without having been confirmed. Numbers are stored: never reuse one.</summary>
public enum VerificationEnd
{
    /// <summary>Another value waits instead.</summary>
    Superseded = 1,

    /// <summary>Nobody confirmed it in time.</summary>
    Expired = 2,

    /// <summary>It was stopped by whoever reads the previous contact point, or by the customer.</summary>
    Revoked = 3,

    /// <summary>What was to be confirmed does not wait any more.</summary>
    Dropped = 4,

    /// <summary>It had been confirmed, and was undone.</summary>
    Undone = 5,
}

/// <summary>A contact point is to be verified.</summary>
/// <param name="Field">Which one.</param>
/// <param name="EndsAt">The last instant at which it can be confirmed.</param>
/// <param name="Again">The verified claim whose time has come to be verified again; null for any other reason.</param>
[EventName("verification-started.1")]
public sealed record VerificationStarted(FieldName Field, DateTimeOffset EndsAt, ClaimId? Again) : CustomerEvent;

/// <summary>A code goes out; the codes before it count no more.</summary>
/// <param name="Field">To which contact point.</param>
/// <param name="Number">Which code of this verification, from 1.</param>
/// <param name="IssuedAt">When.</param>
/// <param name="ExpiresAt">The last instant at which it counts.</param>
/// <param name="Attempts">How many wrong codes it survives.</param>
[EventName("code-issued.1")]
public sealed record CodeIssued(FieldName Field, int Number, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, int Attempts) : CustomerEvent;

/// <summary>Somebody brought a wrong code.</summary>
[EventName("code-rejected.1")]
public sealed record CodeRejected(FieldName Field, SourceName By) : CustomerEvent;

/// <summary>The right code came: the value is the customer's.</summary>
/// <param name="Field">Which contact point.</param>
/// <param name="Of">The claim that was confirmed.</param>
/// <param name="Claim">Its confirmed twin: the same source's word, with the confirmation as its origin.</param>
/// <param name="By">Who brought the code.</param>
/// <param name="Standing">How the field stands since.</param>
/// <param name="Previous">What was current before, when it is another value now; null when nothing can be undone.</param>
/// <param name="UndoUntil">The last instant at which it can be undone; null when nothing can.</param>
[EventName("contact-confirmed.1")]
public sealed record ContactConfirmed(
    FieldName Field, ClaimId Of, Claim Claim, SourceName By, FieldStanding Standing, Claim? Previous, DateTimeOffset? UndoUntil) : CustomerEvent;

/// <summary>A verification is over without a confirmation, or its confirmation was undone.</summary>
[EventName("verification-ended.1")]
public sealed record VerificationEnded(FieldName Field, VerificationEnd Why) : CustomerEvent;

/// <summary>The contact point could not be reached.</summary>
/// <param name="Field">Which contact point.</param>
/// <param name="Claim">The claim that was current.</param>
/// <param name="By">Who says so.</param>
/// <param name="ObservedAt">When it was seen.</param>
/// <param name="Proof">How far that is established.</param>
/// <param name="Stands">False when it concerns another value than the current one, or one that was verified since.</param>
[EventName("contact-doubted.1")]
public sealed record ContactDoubted(
    FieldName Field, ClaimId Claim, SourceName By, DateTimeOffset ObservedAt, ProofLevel Proof, bool Stands) : CustomerEvent;
