using System.ComponentModel;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Uses;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Uses;

/// <summary>May these fields of a customer be used for a purpose, or be told to a platform for it?</summary>
internal sealed record DecideBody
{
    [Description("The customer's id, cus_ and 32 hexadecimal digits.")]
    public required string Customer { get; init; }

    [Description("For which purpose, as the policy names it.")]
    public required string Purpose { get; init; }

    [Description("Which fields, as the policy names them, each once; 1 to 64.")]
    public required IReadOnlyList<string> Fields { get; init; }

    [Description("Who would be told; absent when the caller itself would use them.")]
    public string? Platform { get; init; }

    /// <summary>Of whom is asked.</summary>
    public Read<CustomerId> Whom() =>
        CustomerId.TryParse(Customer, out var id) ? id : ProblemResult.At(Pointer.To("customer"), Catalogue.ValidationFailed);

    /// <summary>What is asked.</summary>
    public Read<UseQuestion> Question()
    {
        if (Fields.Count == 0)
        {
            return ProblemResult.At(Pointer.To("fields"), Catalogue.ValidationFailed);
        }

        if (Fields.Count > Limits.Fields)
        {
            return ProblemResult.At(Pointer.To("fields"), Catalogue.TooManyItems);
        }

        if (Places((place, field) => Fields.Take(place).Contains(field, StringComparer.Ordinal)) is { Length: > 0 } repeated)
        {
            return new ProblemResult(Catalogue.ValidationFailed, [.. repeated.Select(p => new Violation(p, Catalogue.ValidationFailed.Slug))]);
        }

        if (!Names.IsName(Purpose))
        {
            return ProblemResult.At(Pointer.To("purpose"), Catalogue.UnknownPurpose);
        }

        if (Platform is not null && !Names.IsName(Platform))
        {
            return ProblemResult.At(Pointer.To("platform"), Catalogue.UnknownPlatform);
        }

        return Places((_, field) => !Names.IsName(field)) is { Length: > 0 } unknown
            ? Unknown(unknown)
            : new UseQuestion(
                new PurposeName(Purpose), [.. Fields.Select(f => new FieldName(f))], Platform is null ? null : new PlatformName(Platform));
    }

    /// <summary>Says which of the fields the policy does not know.</summary>
    public ProblemResult NotKnown(IEnumerable<FieldName> fields)
    {
        var unknown = fields.Select(f => f.Value).ToHashSet(StringComparer.Ordinal);
        return Unknown(Places((_, field) => unknown.Contains(field)));
    }

    private static ProblemResult Unknown(string[] places) =>
        new(Catalogue.UnknownField, [.. places.Select(p => new Violation(p, Catalogue.UnknownField.Slug))]);

    private string[] Places(Func<int, string, bool> are) =>
        [.. Fields.Index().Where(f => are(f.Index, f.Item)).Select(f => Pointer.Below(Pointer.To("fields"), f.Index))];
}
