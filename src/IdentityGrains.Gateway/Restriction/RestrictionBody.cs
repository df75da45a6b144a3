using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Restriction;

/// <summary>What is asked of processing.</summary>
internal enum RestrictionDecision
{
    /// <summary>That it stop, but for storage.</summary>
    Restrict = 1,

    /// <summary>That it go on.</summary>
    Release = 2,
}

/// <summary>Restricts the processing of a customer's data, or ends the restriction.</summary>
internal sealed record RestrictionBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("When it was asked.")]
    public required DateTimeOffset ObservedAt { get; init; }

    [JsonConverter(typeof(WordConverter<RestrictionDecision>))]
    [Description("What is asked. A release needs the customer's own word or a case.")]
    public required RestrictionDecision Decision { get; init; }

    [Description("Where it can be looked up.")]
    public IReadOnlyList<EvidenceBody>? Evidence { get; init; }

    public Read<CustomerCommand> Command(OperationId operation, CustomerId customer) =>
        !EvidenceBody.ReadAll(Evidence).Ok(out var evidence, out var problem) ? problem
        : Decision == RestrictionDecision.Restrict ? new RestrictProcessing(operation, customer, ObservedAt, evidence)
        : new ReleaseRestriction(operation, customer, ObservedAt, evidence);
}
