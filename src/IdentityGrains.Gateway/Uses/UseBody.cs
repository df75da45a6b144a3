using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Uses;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Uses;

/// <summary>Whether a field may be used.</summary>
internal enum UseDecision
{
    /// <summary>It may.</summary>
    Released = 1,

    /// <summary>It may not.</summary>
    Withheld = 2,
}

/// <summary>Whether fields of a customer may be used for a purpose. It holds no value.</summary>
internal sealed record UseBody(
    string Customer,
    [property: Description("The customer's version on which it was decided.")] long DecisionVersion,
    [property: Description("The policy that decided, id@version.")] string Policy,
    [property: Description("Field by field, in the order asked.")] IReadOnlyList<FieldUseBody> Fields,
    [property: Description("Whether the purpose is permitted at all.")] PurposeUseBody Permitted)
{
    public static UseBody Of(UseAnswer.Decided told) => new(
        told.Customer.ToString(), told.Version, told.Policy, [.. told.Fields.Select(FieldUseBody.Of)], PurposeUseBody.Of(told.Permitted));
}

/// <summary>Whether one field may be used.</summary>
internal sealed record FieldUseBody(
    string Field,
    [property: JsonConverter(typeof(WordConverter<UseDecision>))] UseDecision Decision,
    [property: Description("The purpose that releases it; null when withheld.")] string? Purpose,
    [property: Description("The lawful basis of that purpose; null when withheld, and where the customer's region is not known.")] string? Basis,
    [property: Description("Why it is withheld; null when released."), JsonConverter(typeof(WordConverter<Withheld>))] Withheld? Reason)
{
    public static FieldUseBody Of(FieldUse use) => new(
        use.Field.Value, use.Released ? UseDecision.Released : UseDecision.Withheld, use.Purpose?.Value, use.Basis, use.Why);
}

/// <summary>Whether a purpose is permitted now.</summary>
internal sealed record PurposeUseBody(
    string Purpose, bool Permitted,
    [property: Description("Why not: restricted, or a word of the law such as no_consent; null when permitted.")] string? Why,
    [property: Description("The lawful basis; null when not permitted, and where the customer's region is not known.")] string? Basis)
{
    public static PurposeUseBody Of(PurposeUse use) => new(use.Purpose.Value, use.Permitted, use.Why, use.Basis);
}
