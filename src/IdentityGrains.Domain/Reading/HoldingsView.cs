using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Domain.Reading;

/// <summary>The proof map of a customer: what each platform is believed to hold, and how that is known. It holds no value.</summary>
/// <param name="Version">The customer's version as of which desired and held are compared.</param>
/// <param name="Platforms">Every platform of the policy.</param>
[GenerateSerializer, Immutable, Alias("holdings-view")]
public sealed record HoldingsView([property: Id(0)] long Version, [property: Id(1)] ImmutableArray<PlatformHolding> Platforms);

/// <summary>What one platform is believed to hold.</summary>
/// <param name="Platform">Which platform.</param>
/// <param name="Recipient">The legal entity behind it.</param>
/// <param name="Delivery">Where the delivery stands, in a word; <c>not_installed</c> when no connector speaks to it, <c>none</c> before the first plan.</param>
/// <param name="PlannedVersion">The version that the delivery brings; null when nothing is planned.</param>
/// <param name="Reason">Why it is withheld or rejected; null otherwise.</param>
/// <param name="Fields">Field by field.</param>
[GenerateSerializer, Immutable, Alias("platform-holding")]
public sealed record PlatformHolding(
    [property: Id(0)] PlatformName Platform, [property: Id(1)] string Recipient, [property: Id(2)] string Delivery,
    [property: Id(3)] long? PlannedVersion, [property: Id(4)] string? Reason, [property: Id(5)] ImmutableArray<FieldHolding> Fields);

/// <summary>What is believed of one field at one platform.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Permitted">Whether the platform may know it now.</param>
/// <param name="Why">Why not; null when it may.</param>
/// <param name="Version">The customer's version that the platform holds; null when it holds nothing of ours.</param>
/// <param name="Level">How that is known; null when it holds nothing of ours.</param>
/// <param name="Cleared">True when what it was told last is that there is nothing.</param>
/// <param name="At">Since when that is known; null when it holds nothing of ours.</param>
[GenerateSerializer, Immutable, Alias("field-holding")]
public sealed record FieldHolding(
    [property: Id(0)] FieldName Field, [property: Id(1)] bool Permitted, [property: Id(2)] Withheld? Why, [property: Id(3)] long? Version,
    [property: Id(4)] AckLevel? Level, [property: Id(5)] bool Cleared, [property: Id(6)] DateTimeOffset? At);
