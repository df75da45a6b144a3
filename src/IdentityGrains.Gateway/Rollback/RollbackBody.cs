using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Rollback;

/// <summary>Undoes what was recorded: a field goes back to a version, or everything that one entry said goes.</summary>
internal sealed record RollbackBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("When it was decided.")]
    public required DateTimeOffset ObservedAt { get; init; }

    [Description("Which field goes back; together with toVersion.")]
    public string? Field { get; init; }

    [Description("The version that the field goes back to; together with field.")]
    public long? ToVersion { get; init; }

    [Description("The version of the entry that is undone; instead of field and toVersion.")]
    public long? ChangeSet { get; init; }

    [Description("The case, and what else the policy asks of people at a console.")]
    public IReadOnlyList<EvidenceBody>? Evidence { get; init; }

    public Read<CustomerCommand> Command(OperationId operation, CustomerId customer) =>
        RollBack(operation, customer).Ok(out var command, out var problem) ? command : problem;

    public Read<RollBack> RollBack(OperationId operation, CustomerId customer)
    {
        if (!Scope().Ok(out var scope, out var problem) || !EvidenceBody.ReadAll(Evidence).Ok(out var evidence, out problem))
        {
            return problem;
        }

        return new RollBack(operation, customer, ObservedAt, scope, evidence);
    }

    private Read<RollbackScope> Scope() => (Field, ToVersion, ChangeSet) switch
    {
        (null, null, > 0 and var version) => new RollbackScope.ChangeSet(version),
        (null, null, not null) => Wrong("changeSet"),
        (not null, > 0 and var version, null) => Names.IsName(Field)
            ? new RollbackScope.FieldTo(new FieldName(Field), version)
            : ProblemResult.At(Pointer.To("field"), Catalogue.UnknownField),
        (not null, _, null) => Wrong("toVersion"),
        (null, not null, null) => Wrong("field"),
        // Both ways at once, or neither: it is not guessed which was meant.
        _ => Wrong("changeSet"),
    };

    private static ProblemResult Wrong(string member) => ProblemResult.At(Pointer.To(member), Catalogue.ValidationFailed);
}
