namespace IdentityGrains.Domain.Policies.Activation;

/// <summary>
/// Who approved a proposal, and in which role. It is of a change: it counts only while the policy is in force that the document would replace.
/// </summary>
/// <param name="Principal">Who.</param>
/// <param name="Role">In which role, as the policy in force names it.</param>
/// <param name="At">When, by the store's clock.</param>
/// <param name="Epoch">The epoch of the policy that was in force.</param>
[GenerateSerializer, Immutable, Alias("policy-approval")]
public sealed record Approval(
    [property: Id(0)] PrincipalId Principal, [property: Id(1)] string Role, [property: Id(2)] DateTimeOffset At, [property: Id(3)] long Epoch);

/// <summary>A document that somebody wants in force. It was sound and passed its own tests when it was proposed.</summary>
/// <param name="Hash">SHA-256 of the document, lower-case hexadecimal: its name.</param>
/// <param name="Reference">Id and version, <c>id@version</c>.</param>
/// <param name="Author">Who proposed it first.</param>
/// <param name="At">When, by the store's clock.</param>
/// <param name="Approvals">Every approval, oldest first.</param>
[GenerateSerializer, Immutable, Alias("policy-proposal")]
public sealed record Proposal(
    [property: Id(0)] string Hash, [property: Id(1)] string Reference, [property: Id(2)] PrincipalId Author, [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] ImmutableArray<Approval> Approvals)
{
    /// <summary>The approvals that count while an epoch is in force.</summary>
    public IEnumerable<Approval> Under(long epoch) => Approvals.Where(a => a.Epoch == epoch);
}

/// <summary>Where a document stands in its life. Numbers cross the wire: never reuse one.</summary>
public enum PolicyStage
{
    /// <summary>It is sound and passed its own tests; approvals are missing.</summary>
    Tested = 1,

    /// <summary>Everybody whom the policy in force asks for approved it.</summary>
    Approved = 2,

    /// <summary>It is in force.</summary>
    Active = 3,

    /// <summary>It was in force.</summary>
    Superseded = 4,
}
