using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Reading;

/// <summary>A customer as one reader may see him, at one version.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Version">As of which version; also the ETag.</param>
/// <param name="EntryHash">The hash of that version's entry.</param>
/// <param name="RecordedAt">When that version was recorded.</param>
/// <param name="Policy">The policy in force at the instant of the answer, <c>id@version</c>.</param>
/// <param name="Restricted">True while processing is restricted.</param>
/// <param name="Keys">The reader's own native keys of the customer.</param>
/// <param name="Fields">Every known field; a value only where the reader may see it.</param>
/// <param name="Consents">The act in force per purpose.</param>
/// <param name="AsOf">The instant of the answer: what depends on the time was judged at it, and reading as of it gives the same answer for ever.</param>
[GenerateSerializer, Immutable, Alias("customer-view")]
public sealed record CustomerView(
    [property: Id(0)] CustomerId Customer, [property: Id(1)] long Version, [property: Id(2)] ImmutableArray<byte> EntryHash,
    [property: Id(3)] DateTimeOffset RecordedAt, [property: Id(4)] string Policy, [property: Id(5)] bool Restricted,
    [property: Id(6)] ImmutableArray<NativeKey> Keys, [property: Id(7)] ImmutableArray<FieldView> Fields,
    [property: Id(8)] ImmutableArray<ConsentView> Consents, [property: Id(9)] DateTimeOffset AsOf)
{
    /// <summary>The latest privacy signal of each kind.</summary>
    [Id(10)]
    public ImmutableArray<SignalView> Signals { get; init; } = [];

    /// <summary>True while a Global Privacy Control opt-out is in force.</summary>
    [Id(11)]
    public bool Gpc { get; init; }
}

/// <summary>One field as a reader may see it.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Visible">False when the reader may know that the field exists, not what it says.</param>
/// <param name="Value">What it says; blank when not visible or when there is no value.</param>
/// <param name="Pending">What waits for verification; blank when not visible or when nothing waits.</param>
/// <param name="State">How far it is verified.</param>
/// <param name="ValueVersion">The version at which the value last changed.</param>
/// <param name="Source">Whose claim it is; null when there is no value.</param>
/// <param name="ObservedAt">When that source saw it; null when there is no value.</param>
/// <param name="Written">
/// The value as people write it, where that differs: an address with a domain in its own script. Whoever shows it shows the value beside it.
/// </param>
/// <param name="PendingWritten">The same of what waits.</param>
/// <param name="Verification">The verification under way; null when there is none or the value is not visible.</param>
/// <param name="Claimed">True when the reader's own source has spoken of the field, whatever became of it.</param>
[GenerateSerializer, Immutable, Alias("field-view")]
public sealed record FieldView(
    [property: Id(0)] FieldName Field, [property: Id(1)] bool Visible, [property: Id(2)] FieldValue Value,
    [property: Id(3)] FieldValue Pending, [property: Id(4)] VerificationState State, [property: Id(5)] long ValueVersion,
    [property: Id(6)] SourceName? Source, [property: Id(7)] DateTimeOffset? ObservedAt,
    [property: Id(8)] FieldValue? Written = null, [property: Id(9)] FieldValue? PendingWritten = null,
    [property: Id(10)] VerificationView? Verification = null, [property: Id(11)] bool Claimed = false);

/// <summary>A verification under way.</summary>
/// <param name="Id">Its name; a code may be brought for it.</param>
/// <param name="EndsAt">The last instant at which it can be confirmed.</param>
/// <param name="CodeExpiresAt">The last instant at which the last code counts; null when none was sent: one can be asked for.</param>
/// <param name="AttemptsLeft">How many wrong codes more the last code survives; 0 when it is locked.</param>
[GenerateSerializer, Immutable, Alias("verification-view")]
public sealed record VerificationView(
    [property: Id(0)] VerificationId Id, [property: Id(1)] DateTimeOffset EndsAt, [property: Id(2)] DateTimeOffset? CodeExpiresAt,
    [property: Id(3)] int AttemptsLeft);

/// <summary>A purpose, what the customer said of it, and whether it is permitted now.</summary>
/// <param name="Purpose">Which purpose.</param>
/// <param name="Stance">What the customer said; null when nothing.</param>
/// <param name="ObservedAt">When; null when nothing was said.</param>
/// <param name="NoticeVersion">The notice that was shown; null when none.</param>
/// <param name="Permitted">Whether data may be used for it now.</param>
/// <param name="Why">Why it may not; null when it may.</param>
/// <param name="Guardian">What the guardian said of it; null when nothing.</param>
/// <param name="AwaitsOptIn">True while a contact point with a value may not be told for it, because the grant was not confirmed there.</param>
[GenerateSerializer, Immutable, Alias("consent-view")]
public sealed record ConsentView(
    [property: Id(0)] PurposeName Purpose, [property: Id(1)] Stance? Stance, [property: Id(2)] DateTimeOffset? ObservedAt,
    [property: Id(3)] string? NoticeVersion, [property: Id(4)] bool Permitted, [property: Id(5)] NotPermitted? Why,
    [property: Id(6)] Stance? Guardian = null, [property: Id(7)] bool AwaitsOptIn = false);
