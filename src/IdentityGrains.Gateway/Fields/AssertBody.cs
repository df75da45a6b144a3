using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Fields;

/// <summary>Says what fields were at a time. All are recorded, or none.</summary>
internal sealed record AssertBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("When the source saw it so.")]
    public required DateTimeOffset ObservedAt { get; init; }

    [Description("What it saw, by the policy's names of the fields. Null says that there is nothing.")]
    public required IReadOnlyDictionary<string, FieldValue> Fields { get; init; }

    [Description("What accompanies it, for all fields.")]
    public IReadOnlyList<EvidenceBody>? Evidence { get; init; }

    public Read<CustomerCommand> Command(OperationId operation, CustomerId customer)
    {
        if (Fields.Count == 0)
        {
            return ProblemResult.At(Pointer.To("fields"), Catalogue.ValidationFailed);
        }

        if (Fields.Count > Limits.Fields)
        {
            return ProblemResult.At(Pointer.To("fields"), Catalogue.TooManyItems);
        }

        if (Fields.Keys.Where(f => !Names.IsName(f)).ToArray() is { Length: > 0 } unknown)
        {
            return new ProblemResult(
                Catalogue.UnknownField, [.. unknown.Select(f => new Violation(Pointer.To("fields", f), Catalogue.UnknownField.Slug))]);
        }

        if (!EvidenceBody.ReadAll(Evidence).Ok(out var evidence, out var problem))
        {
            return problem;
        }

        // In ordinal order, so that a retry whose writer orders the properties otherwise is the same command.
        var fields = Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new AssertedField(new FieldName(f.Key), f.Value));

        // Without a key: the law finds the source's own; the key in an address may be another source's, under which this one may not speak.
        return new AssertFields(operation, customer, ObservedAt, null, [.. fields], evidence);
    }
}
