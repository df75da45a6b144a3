using IdentityGrains.Domain.Claims;

namespace IdentityGrains.Domain.Customers;

/// <summary>What a caller gets: a receipt for what is durable, or a refusal that certainly had no effect.</summary>
[GenerateSerializer, Immutable, Alias("answer")]
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>It is durable.</summary>
    /// <param name="Receipt">What was recorded.</param>
    /// <param name="Replayed">True when an earlier call with the same operation id had this effect.</param>
    [GenerateSerializer, Immutable, Alias("answer.done")]
    public sealed record Done([property: Id(0)] Receipt Receipt, [property: Id(1)] bool Replayed) : Answer;

    /// <summary>The law said no; nothing was applied.</summary>
    /// <param name="Why">The first refusal in order of precedence.</param>
    /// <param name="Faults">Every place that breaks that rule.</param>
    /// <param name="Version">The version that the record has, where another one was expected; null for every other refusal.</param>
    [GenerateSerializer, Immutable, Alias("answer.refused")]
    public sealed record Refused(
        [property: Id(0)] Refusal Why, [property: Id(1)] ImmutableArray<Fault> Faults, [property: Id(2)] long? Version = null) : Answer;

    /// <summary>The operation id was used for another command on this customer; nothing was applied.</summary>
    [GenerateSerializer, Immutable, Alias("answer.reused")]
    public sealed record Reused : Answer;
}

/// <summary>Proof that an act is in the record. It can be rebuilt from the entry at any time.</summary>
/// <param name="Customer">Whose record.</param>
/// <param name="Version">The entry's version; the customer's versions have no gaps.</param>
/// <param name="EntryHash">SHA-256 of the entry's header, 32 bytes; the next entry carries it.</param>
/// <param name="Policy">Id and version of the policy that decided, <c>id@version</c>.</param>
/// <param name="RecordedAt">When it was recorded, by the store's clock.</param>
/// <param name="Fields">What became of each asserted field, in the order of the command.</param>
/// <param name="CodeRejected">True when what the record keeps is that a wrong code was brought, which counts.</param>
/// <param name="Narrows">True when the act took a permission away.</param>
/// <param name="FencedAt">
/// Since when nothing that it forbids begins to leave for any platform, by the store's clock. Null when it took nothing away, and as long as a request that was
/// permitted before may still begin: the same act asked again tells it then, a few seconds later.
/// </param>
[GenerateSerializer, Immutable, Alias("receipt")]
public sealed record Receipt(
    [property: Id(0)] CustomerId Customer, [property: Id(1)] long Version, [property: Id(2)] ImmutableArray<byte> EntryHash,
    [property: Id(3)] string Policy, [property: Id(4)] DateTimeOffset RecordedAt, [property: Id(5)] ImmutableArray<FieldOutcome> Fields,
    [property: Id(6)] bool CodeRejected = false, [property: Id(7)] bool Narrows = false, [property: Id(8)] DateTimeOffset? FencedAt = null);

/// <summary>What became of one asserted field.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Outcome">What resolution did with the claim; <see cref="Claims.Outcome.Corroborates"/> when it says what the field said already.</param>
/// <param name="Changed">True when the field's value is another one since.</param>
[GenerateSerializer, Immutable, Alias("field-outcome")]
public sealed record FieldOutcome(
    [property: Id(0)] FieldName Field, [property: Id(1)] Outcome Outcome, [property: Id(2)] bool Changed);
