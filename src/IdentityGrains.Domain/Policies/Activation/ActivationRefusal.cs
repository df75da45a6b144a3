namespace IdentityGrains.Domain.Policies.Activation;

/// <summary>
/// Why a policy is not proposed, approved or activated, in order of precedence: where several apply, the smallest number is the answer. Numbers cross the
/// wire: never reuse one.
/// </summary>
public enum ActivationRefusal
{
    /// <summary>The caller has no role in governing policies.</summary>
    NoRole = 1,

    /// <summary>A service identity approves nothing: approvals are acts of persons.</summary>
    NotAPerson = 2,

    /// <summary>The policy in force asks for no approval in that role.</summary>
    RoleNotAsked = 3,

    /// <summary>The caller does not hold the role.</summary>
    RoleNotHeld = 4,

    /// <summary>Who wrote it may not approve it.</summary>
    OwnProposal = 5,

    /// <summary>The caller approved it already, in this role or another.</summary>
    ApprovedAlready = 6,

    /// <summary>Somebody approved it in that role already.</summary>
    RoleTaken = 7,

    /// <summary>Approvals are missing that the policy in force asks for.</summary>
    NotApproved = 8,

    /// <summary>It was to take effect in the past.</summary>
    EffectiveInPast = 9,

    /// <summary>It was to take effect later: activation is an act of its moment.</summary>
    EffectiveLater = 10,

    /// <summary>It lacks, or reads otherwise, what the record may use.</summary>
    Incompatible = 11,
}
