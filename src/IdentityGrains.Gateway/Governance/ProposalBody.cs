using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Client.Governance;
using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Governance;

/// <summary>What was proposed, the newest first.</summary>
internal sealed record PoliciesBody(IReadOnlyList<ProposalBody> Policies);

/// <summary>A proposed document as it stands.</summary>
internal sealed record ProposalBody(
    [property: Description("SHA-256 of the document, in hexadecimal: its name.")] string Hash,
    [property: Description("Id and version, id@version.")] string Reference,
    [property: Description("Where it stands."), JsonConverter(typeof(WordConverter<PolicyStage>))] PolicyStage Stage,
    [property: Description("Who proposed it first.")] string Author,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset ProposedAt,
    IReadOnlyList<ApprovalBody> Approvals,
    [property: Description("The document's text (YAML); absent in a list."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Document)
{
    public static ProposalBody Of(ProposedPolicy policy) => new(
        policy.Proposal.Hash, policy.Proposal.Reference, policy.Stage, policy.Proposal.Author.Value, policy.Proposal.At,
        [.. policy.Proposal.Approvals.Select(a => new ApprovalBody(a.Principal.Value, a.Role, a.At, a.Epoch == policy.Epoch))], policy.Document);
}

/// <summary>Who approved a document.</summary>
internal sealed record ApprovalBody(
    string Principal, string Role, [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset At,
    [property: Description("False when another policy came into force since: it was given for the place of an older one.")] bool Counts);

/// <summary>Approves a document.</summary>
internal sealed record ApproveBody
{
    private const int LongestRole = 64;

    [Description("In which role, as the policy in force names it.")]
    public required string Role { get; init; }

    public Read<string> Named() => Role.Length is > 0 and <= LongestRole ? Role : ProblemResult.At(Pointer.To("role"), Catalogue.ValidationFailed);
}

/// <summary>Activates a document.</summary>
internal sealed record ActivateBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("When it is to take effect; absent for now, and no other instant is taken.")]
    public DateTimeOffset? EffectiveAt { get; init; }
}

/// <summary>What is in force since an activation.</summary>
internal sealed record ActivationBody(
    [property: Description("Id and version, id@version.")] string Reference,
    [property: Description("SHA-256 of the document, in hexadecimal.")] string Hash,
    [property: Description("Counts activations, from 1. No entry is recorded under an older one any more.")] long Epoch,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset ActivatedAt,
    [property: Description("How many requests to platforms were cut off because they had not ended in time; they are resolved under the new policy.")]
    int CutOff)
{
    public static ActivationBody Of(PolicyAnswer.Activated told) =>
        new(told.InForce.Reference, told.InForce.Hash, told.InForce.Epoch, told.InForce.ActivatedAt, told.CutOff);
}
