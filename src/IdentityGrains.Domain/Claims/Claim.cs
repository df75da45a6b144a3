using System.Diagnostics.CodeAnalysis;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Claims;

/// <summary>Names a claim for ever: the version of the entry that recorded it and its place in that entry, from 0.</summary>
[GenerateSerializer, Immutable, Alias("claim-id")]
public readonly record struct ClaimId([property: Id(0)] long Version, [property: Id(1)] int Index) : IComparable<ClaimId>
{
    /// <summary>Journal order.</summary>
    public int CompareTo(ClaimId other) => Version != other.Version ? Version.CompareTo(other.Version) : Index.CompareTo(other.Index);

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Version}.{Index}");
}

/// <summary>A kind of proof that accompanies an act and where it can be found, for example a case number.</summary>
/// <param name="Kind">As the policy's <c>requires</c> names it, for example <c>case_reference</c>.</param>
/// <param name="Reference">An opaque pointer into the system that holds the evidence.</param>
[GenerateSerializer, Immutable, Alias("evidence")]
public sealed record Evidence([property: Id(0)] string Kind, [property: Id(1)] string Reference)
{
    /// <summary>True for text that can name a kind.</summary>
    public static bool IsKind([NotNullWhen(true)] string? text) => Words.IsName(text);

    /// <summary>True for 1 to 256 characters, none of them a control.</summary>
    public static bool IsReference([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= Limits.Reference } && !text.Any(char.IsControl);

    /// <summary>Nothing of it: before it is looked at, the kind is whatever a caller wrote.</summary>
    public override string ToString() => "[evidence]";
}

/// <summary>"Source S says that the field was V at time T." It is kept also when it loses.</summary>
/// <param name="Id">Which claim.</param>
/// <param name="Source">Who says it.</param>
/// <param name="Key">Under which native key of the source; empty when the source has none.</param>
/// <param name="ObservedAt">When the source saw it.</param>
/// <param name="Proof">How far the origin was established.</param>
/// <param name="Evidence">What accompanied it.</param>
/// <param name="Value">What it says.</param>
/// <param name="Verified">True once the contact point was confirmed.</param>
/// <param name="Origin">The customer that it was asserted of; differs from the holder only after a merge.</param>
public sealed record Claim(
    ClaimId Id, SourceName Source, string Key, DateTimeOffset ObservedAt, ProofLevel Proof,
    ImmutableArray<Evidence> Evidence, FieldValue Value, bool Verified, CustomerId Origin)
{
    /// <summary>True when this claim comes from the same source under the same native key as the other.</summary>
    public bool SharesKeyWith(Claim other) => Source == other.Source && Key == other.Key;

    /// <summary>True when this claim counts as later: by observation, and by journal order where those tie.</summary>
    public bool IsLaterThan(Claim other) =>
        ObservedAt != other.ObservedAt ? ObservedAt > other.ObservedAt : Id.CompareTo(other.Id) > 0;

    /// <summary>Names the claim, never what it says.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"claim {Id} of {Source}");
}

/// <summary>A live claim and what the last resolution did with it.</summary>
public sealed record JudgedClaim(Claim Claim, Outcome Outcome);
