using System.Diagnostics;
using IdentityGrains.Client.Governance;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Governance;

/// <summary>How refusals of acts on policies are told over HTTP.</summary>
internal static class PolicyProblems
{
    public static ProblemResult Of(PolicyAnswer answer) => answer switch
    {
        PolicyAnswer.Unsound unsound => new ProblemResult(
            unsound.Malformed ? Catalogue.PolicyMalformed : Catalogue.PolicyInvalid, [.. unsound.Faults.Select(f => new Violation(f.Place, f.Code))]),
        PolicyAnswer.Refused refused => Of(refused),
        PolicyAnswer.NoProposal => new ProblemResult(Catalogue.PolicyNotFound),
        PolicyAnswer.Busy => new ProblemResult(Catalogue.PolicyBusy),
        _ => throw new UnreachableException($"No problem is named for {answer.GetType().Name}"),
    };

    // Which of its rules an approval breaks stands in the code: the problem is the same.
    private static ProblemResult Of(PolicyAnswer.Refused refused) => refused.Why switch
    {
        ActivationRefusal.NoRole => new ProblemResult(Catalogue.Forbidden),
        ActivationRefusal.NotAPerson or ActivationRefusal.RoleNotAsked or ActivationRefusal.RoleNotHeld or ActivationRefusal.OwnProposal
            or ActivationRefusal.ApprovedAlready or ActivationRefusal.RoleTaken =>
            new ProblemResult(Catalogue.ApprovalInvalid, new Violation(Pointer.To("role"), Words.Of(refused.Why).Replace('_', '-'))),
        ActivationRefusal.NotApproved => new ProblemResult(Catalogue.PolicyNotApproved),
        ActivationRefusal.EffectiveInPast or ActivationRefusal.EffectiveLater => new ProblemResult(
            Catalogue.ValidationFailed.Unprocessable, new Violation(Pointer.To("effectiveAt"), Words.Of(refused.Why).Replace('_', '-'))),
        ActivationRefusal.Incompatible => new ProblemResult(
            Catalogue.PolicyIncompatible, [.. refused.Faults.Select(f => new Violation(f.Place, f.Code))]),
        _ => throw new UnreachableException($"No problem is named for the refusal {(int)refused.Why}"),
    };
}
