using IdentityGrains.Domain.Callers;

namespace IdentityGrains.Domain.Policies.Activation;

/// <summary>
/// Who may bring a policy into force. The policy in force decides, never the document that would replace it: a draft cannot lower its own bar. Refusals
/// come in the order of <see cref="ActivationRefusal"/>; null means yes.
/// </summary>
public static class ActivationLaw
{
    /// <summary>The role that may propose and activate, whatever the policy in force says of approvals.</summary>
    public const string Author = "policy-author";

    /// <summary>What is asked for where the policy in force says nothing: two persons, and neither is the author.</summary>
    public static readonly Approvals WhereNoneAreNamed = new(2, ["policy-approver", "second-policy-approver"], "author-may-not-approve");

    /// <summary>What a policy asks for before another may take its place.</summary>
    public static Approvals AskedBy(Policy inForce) => inForce.Metadata.Approvals ?? WhereNoneAreNamed;

    /// <summary>Why the caller may not propose a document.</summary>
    public static ActivationRefusal? WhyNotPropose(Caller by, Policy inForce) =>
        by.Roles.Any(r => r == Author || AskedBy(inForce).Roles.Contains(r)) ? null : ActivationRefusal.NoRole;

    /// <summary>Why the caller may not approve a proposal in a role, while a policy is in force under an epoch.</summary>
    public static ActivationRefusal? WhyNotApprove(Proposal proposal, Caller by, string role, Policy inForce, long epoch)
    {
        if (WhyNotPropose(by, inForce) is { } stranger)
        {
            return stranger;
        }

        if (!by.IsPerson)
        {
            return ActivationRefusal.NotAPerson;
        }

        var asked = AskedBy(inForce);
        if (!asked.Roles.Contains(role))
        {
            return ActivationRefusal.RoleNotAsked;
        }

        if (!by.Roles.Contains(role))
        {
            return ActivationRefusal.RoleNotHeld;
        }

        if (asked.SeparationOfDuties is not null && by.Principal == proposal.Author)
        {
            return ActivationRefusal.OwnProposal;
        }

        return proposal.Under(epoch).Any(a => a.Principal == by.Principal) ? ActivationRefusal.ApprovedAlready
            : proposal.Under(epoch).Any(a => a.Role == role) ? ActivationRefusal.RoleTaken
            : null;
    }

    /// <summary>Why a proposal may not come into force at an instant that the caller names; null for now.</summary>
    public static ActivationRefusal? WhyNotActivate(
        Proposal proposal, Caller by, DateTimeOffset? effectiveAt, Policy inForce, long epoch, DateTimeOffset now)
    {
        if (WhyNotPropose(by, inForce) is { } stranger)
        {
            return stranger;
        }

        if (!IsApproved(proposal, inForce, epoch))
        {
            return ActivationRefusal.NotApproved;
        }

        // Nobody's clock is ours to the second: within the policy's own tolerance, now is meant.
        var skew = inForce.Defaults.ClockSkewTolerance;
        return effectiveAt < now - skew ? ActivationRefusal.EffectiveInPast
            : effectiveAt > now + skew ? ActivationRefusal.EffectiveLater
            : null;
    }

    /// <summary>
    /// True when everybody approved whom the policy in force asks for. It is asked again of the stored approvals, whatever was checked when they were given:
    /// different persons, none the author, in different roles.
    /// </summary>
    public static bool IsApproved(Proposal proposal, Policy inForce, long epoch)
    {
        var asked = AskedBy(inForce);
        var counting = proposal.Under(epoch)
            .Where(a => asked.Roles.Contains(a.Role) && (asked.SeparationOfDuties is null || a.Principal != proposal.Author))
            .DistinctBy(a => a.Principal).DistinctBy(a => a.Role);
        return counting.Count() >= asked.Required;
    }

    /// <summary>Where a document stands.</summary>
    /// <param name="proposal">The document.</param>
    /// <param name="wasInForce">True when it was ever in force.</param>
    /// <param name="inForce">The policy in force.</param>
    /// <param name="epoch">Its epoch.</param>
    public static PolicyStage StageOf(Proposal proposal, bool wasInForce, Policy inForce, long epoch) =>
        proposal.Hash == inForce.Hash ? PolicyStage.Active
        : IsApproved(proposal, inForce, epoch) ? PolicyStage.Approved
        : wasInForce ? PolicyStage.Superseded
        : PolicyStage.Tested;
}
