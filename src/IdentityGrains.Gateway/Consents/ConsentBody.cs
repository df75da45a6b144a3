using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Consents;

/// <summary>What the customer said of a purpose.</summary>
internal enum ConsentDecision
{
    /// <summary>Yes.</summary>
    Granted = 1,

    /// <summary>No, or no longer.</summary>
    Withdrawn = 2,
}

/// <summary>Whose word a consent is.</summary>
internal enum ConsentGiver
{
    /// <summary>The customer's own.</summary>
    Customer = 1,

    /// <summary>The guardian's, for the child.</summary>
    Guardian = 2,
}

/// <summary>The customer, or the guardian for the child, grants or withdraws a consent.</summary>
internal sealed record ConsentBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("When the customer said it.")]
    public required DateTimeOffset ObservedAt { get; init; }

    [Description("To which purpose, as the policy names it.")]
    public required string Purpose { get; init; }

    [JsonConverter(typeof(WordConverter<ConsentDecision>))]
    [Description("What the customer said. A withdrawal is never refused for its form.")]
    public required ConsentDecision Decision { get; init; }

    [Description("The notice that was shown; a grant must name the one in force.")]
    public string? NoticeVersion { get; init; }

    [Description("Where it can be looked up.")]
    public IReadOnlyList<EvidenceBody>? Evidence { get; init; }

    [JsonConverter(typeof(WordConverter<ConsentGiver>))]
    [Description("Whose word it is; the customer's when absent. A guardian's grant needs evidence of the mandate.")]
    public ConsentGiver By { get; init; } = ConsentGiver.Customer;

    public Read<CustomerCommand> Command(OperationId operation, CustomerId customer)
    {
        if (!Names.IsName(Purpose))
        {
            return ProblemResult.At(Pointer.To("purpose"), Catalogue.UnknownPurpose);
        }

        if (!EvidenceBody.ReadAll(Evidence).Ok(out var evidence, out var problem))
        {
            return problem;
        }

        var (purpose, byGuardian) = (new PurposeName(Purpose), By == ConsentGiver.Guardian);
        return Decision == ConsentDecision.Granted
            ? new GrantConsent(operation, customer, ObservedAt, purpose, NoticeVersion, evidence, byGuardian)
            : new WithdrawConsent(operation, customer, ObservedAt, purpose, evidence, byGuardian);
    }
}
