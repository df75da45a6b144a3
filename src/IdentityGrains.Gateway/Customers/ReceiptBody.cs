using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Customers;

/// <summary>Proof that an act is in the record.</summary>
internal sealed record ReceiptBody(
    [property: Description("Whose record.")] string Customer,
    [property: Description("The entry's version; a customer's versions have no gaps.")] long Version,
    [property: Description("SHA-256 of the entry, in hexadecimal; the next entry carries it.")] string EntryHash,
    [property: Description("The policy that decided, id@version.")] string Policy,
    [property: Description("When it was recorded, by the store's clock."), JsonConverter(typeof(InstantConverter))] DateTimeOffset RecordedAt,
    [property: Description("What became of each asserted field.")] IReadOnlyList<FieldOutcomeBody> Fields,
    [property: Description("True when the act took a permission away.")] bool Narrows,
    [property: Description(
        "Since when nothing that the act forbids begins to leave for any platform; null when it took nothing away, and in a 202, after which the same request "
        + "under the same key tells it within seconds."), JsonConverter(typeof(InstantConverter))] DateTimeOffset? FencedAt)
{
    public static ReceiptBody Of(Receipt receipt) => new(
        receipt.Customer.ToString(), receipt.Version, Hex.Of(receipt.EntryHash), receipt.Policy, receipt.RecordedAt,
        [.. receipt.Fields.Select(f => new FieldOutcomeBody(f.Field.Value, f.Outcome, f.Changed))], receipt.Narrows, receipt.FencedAt);
}

/// <summary>What became of one asserted field.</summary>
internal sealed record FieldOutcomeBody(
    [property: Description("Which field.")] string Field,
    [property: Description("What resolution did with the claim."), JsonConverter(typeof(WordConverter<Outcome>))] Outcome Outcome,
    [property: Description("True when the field's value is another one since.")] bool Changed);
