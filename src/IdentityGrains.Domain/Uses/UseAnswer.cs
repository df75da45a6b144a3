using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Domain.Uses;

/// <summary>Whether fields may be used, or why that is not told. It holds no value.</summary>
[GenerateSerializer, Immutable, Alias("use-answer")]
public abstract record UseAnswer
{
    private UseAnswer()
    {
    }

    /// <summary>The decision.</summary>
    /// <param name="Customer">Of whom.</param>
    /// <param name="Version">The record's version on which it was decided.</param>
    /// <param name="Policy">The policy that decided, <c>id@version</c>.</param>
    /// <param name="Fields">Field by field, in the order asked.</param>
    /// <param name="Permitted">Whether the purpose is permitted at all.</param>
    [GenerateSerializer, Immutable, Alias("use-answer.decided")]
    public sealed record Decided(
        [property: Id(0)] CustomerId Customer, [property: Id(1)] long Version, [property: Id(2)] string Policy,
        [property: Id(3)] ImmutableArray<FieldUse> Fields, [property: Id(4)] PurposeUse Permitted) : UseAnswer;

    /// <summary>There is no such customer, or none that the asker may know of.</summary>
    [GenerateSerializer, Immutable, Alias("use-answer.no-customer")]
    public sealed record NoCustomer : UseAnswer;

    /// <summary>The policy knows no such purpose.</summary>
    [GenerateSerializer, Immutable, Alias("use-answer.no-purpose")]
    public sealed record NoPurpose : UseAnswer;

    /// <summary>The policy knows no such platform.</summary>
    [GenerateSerializer, Immutable, Alias("use-answer.no-platform")]
    public sealed record NoPlatform : UseAnswer;

    /// <summary>The policy knows none of these fields.</summary>
    [GenerateSerializer, Immutable, Alias("use-answer.no-fields")]
    public sealed record NoFields([property: Id(0)] ImmutableArray<FieldName> Unknown) : UseAnswer;

    /// <summary>The asker's contract does not permit the purpose.</summary>
    [GenerateSerializer, Immutable, Alias("use-answer.denied")]
    public sealed record Denied : UseAnswer;
}

/// <summary>Whether one field may be used.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Purpose">The purpose that releases it; null when withheld.</param>
/// <param name="Basis">The lawful basis of that purpose; null when withheld or the region is unknown.</param>
/// <param name="Why">Why it is withheld; null when released.</param>
[GenerateSerializer, Immutable, Alias("field-use")]
public sealed record FieldUse(
    [property: Id(0)] FieldName Field, [property: Id(1)] PurposeName? Purpose, [property: Id(2)] string? Basis, [property: Id(3)] Withheld? Why)
{
    /// <summary>True when it may be used.</summary>
    public bool Released => Why is null;
}

/// <summary>Whether a purpose is permitted now.</summary>
/// <param name="Purpose">Which purpose.</param>
/// <param name="Permitted">True when data may be used for it.</param>
/// <param name="Why">Why not, in a word of the law; null when permitted.</param>
/// <param name="Basis">The lawful basis; null when not permitted or the region is unknown.</param>
[GenerateSerializer, Immutable, Alias("purpose-use")]
public sealed record PurposeUse(
    [property: Id(0)] PurposeName Purpose, [property: Id(1)] bool Permitted, [property: Id(2)] string? Why, [property: Id(3)] string? Basis);
