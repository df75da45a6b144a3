using IdentityGrains.Domain.Claims;

namespace IdentityGrains.Domain.Reading;

/// <summary>A stretch of a customer's record: who did what, when, on whose word. It names what changed and holds no value.</summary>
/// <param name="Entries">Consecutive entries, oldest first.</param>
/// <param name="Head">The version of the last entry there is.</param>
[GenerateSerializer, Immutable, Alias("journal-page")]
public sealed record JournalPage([property: Id(0)] ImmutableArray<JournalLine> Entries, [property: Id(1)] long Head);

/// <summary>One entry of the record.</summary>
/// <param name="Version">Its place; versions have no gaps.</param>
/// <param name="RecordedAt">When it was recorded, by the store's clock.</param>
/// <param name="Principal">Who did it.</param>
/// <param name="OnBehalfOf">For whom, when somebody was signed in.</param>
/// <param name="Policy">The policy that decided, <c>id@version</c>.</param>
/// <param name="Epoch">The policy's epoch.</param>
/// <param name="Hash">The entry's hash, 32 bytes.</param>
/// <param name="PreviousHash">The hash of the entry before, 32 bytes; zeros for the first.</param>
/// <param name="Changes">What happened, in order.</param>
[GenerateSerializer, Immutable, Alias("journal-line")]
public sealed record JournalLine(
    [property: Id(0)] long Version, [property: Id(1)] DateTimeOffset RecordedAt, [property: Id(2)] PrincipalId Principal,
    [property: Id(3)] string? OnBehalfOf, [property: Id(4)] string Policy, [property: Id(5)] long Epoch,
    [property: Id(6)] ImmutableArray<byte> Hash, [property: Id(7)] ImmutableArray<byte> PreviousHash,
    [property: Id(8)] ImmutableArray<JournalChange> Changes);

/// <summary>One thing that happened in an entry.</summary>
/// <param name="Event">The event's stored name, for example <c>field-asserted.1</c>.</param>
/// <param name="Concerns">The field, purpose or source that it concerns; null when the customer as a whole.</param>
/// <param name="Source">The source that spoke; null when none did.</param>
/// <param name="ObservedAt">When the source saw it; null when none spoke.</param>
/// <param name="Proof">How far the origin was established; null when none spoke.</param>
/// <param name="Outcome">What became of the claim; null when it was none.</param>
/// <param name="ValueChanged">True when the field's value is another one since.</param>
[GenerateSerializer, Immutable, Alias("journal-change")]
public sealed record JournalChange(
    [property: Id(0)] string Event, [property: Id(1)] string? Concerns, [property: Id(2)] SourceName? Source,
    [property: Id(3)] DateTimeOffset? ObservedAt, [property: Id(4)] ProofLevel? Proof, [property: Id(5)] Outcome? Outcome,
    [property: Id(6)] bool ValueChanged);
