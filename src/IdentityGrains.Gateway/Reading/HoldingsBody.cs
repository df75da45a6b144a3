using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Reading;

/// <summary>What each platform is believed to hold of a customer, and how that is known. It holds no value.</summary>
internal sealed record HoldingsBody(
    [property: Description("The customer's version as of which desired and held are compared.")] long Version,
    IReadOnlyList<PlatformHoldingBody> Platforms)
{
    public static HoldingsBody Of(HoldingsView view) => new(view.Version, [.. view.Platforms.Select(PlatformHoldingBody.Of)]);
}

/// <summary>What one platform is believed to hold.</summary>
internal sealed record PlatformHoldingBody(
    string Platform,
    [property: Description("The legal entity behind it.")] string Recipient,
    [property: Description("Where the delivery stands.")] string Delivery,
    [property: Description("The version that the delivery brings; null when nothing is planned.")] long? PlannedVersion,
    [property: Description("Why it is withheld or rejected.")] string? Reason,
    IReadOnlyList<FieldHoldingBody> Fields)
{
    public static PlatformHoldingBody Of(PlatformHolding holding) => new(
        holding.Platform.Value, holding.Recipient, holding.Delivery, holding.PlannedVersion, holding.Reason,
        [.. holding.Fields.Select(FieldHoldingBody.Of)]);
}

/// <summary>What is believed of one field at one platform.</summary>
internal sealed record FieldHoldingBody(
    string Field,
    [property: Description("Whether the platform may know it now.")] bool Permitted,
    [property: Description("Why not; null when it may."), JsonConverter(typeof(WordConverter<Withheld>))] Withheld? Why,
    [property: Description("The customer's version that the platform holds; null when it holds nothing of ours.")] long? Version,
    [property: Description("How that is known."), JsonConverter(typeof(WordConverter<AckLevel>))] AckLevel? Level,
    [property: Description("True when what it was told last is that there is nothing.")] bool Cleared,
    [property: Description("Since when that is known."), JsonConverter(typeof(InstantConverter))] DateTimeOffset? At)
{
    public static FieldHoldingBody Of(FieldHolding holding) => new(
        holding.Field.Value, holding.Permitted, holding.Why, holding.Version, holding.Level, holding.Cleared, holding.At);
}
