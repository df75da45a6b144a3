using IdentityGrains.Domain;
using IdentityGrains.Domain.Policies.Activation;

namespace IdentityGrains.Storage.Journal;

/// <summary>
/// The policy documents, those that are proposed as well, and the epoch that says which is in force. Every commit and every send reads the epoch.
/// </summary>
public interface IPolicies
{
    /// <summary>The epoch and the document in force; null before the first activation.</summary>
    Task<ActivePolicy?> Active(CancellationToken ct);

    /// <summary>The epoch in force; 0 before the first activation.</summary>
    Task<long> Epoch(CancellationToken ct);

    /// <summary>The epoch that was in force at an instant: the last that was activated at or before it; null before the first.</summary>
    Task<long?> EpochAt(DateTimeOffset at, CancellationToken ct);

    /// <summary>What was activated under an epoch; null when there is no such epoch.</summary>
    Task<ActivePolicy?> Find(long epoch, CancellationToken ct);

    /// <summary>
    /// Puts a document in force under the next epoch, unless it is in force already. Waits for commits in flight. Epochs and their instants agree: one
    /// that would be activated no later than the epoch before, because a clock was set back, is activated just after it.
    /// </summary>
    Task<ActivePolicy> Activate(string document, string hash, DateTimeOffset at, CancellationToken ct);

    /// <summary>Keeps a proposed document. One that was proposed before stays as it was, with its author and approvals. The answer is what is kept.</summary>
    Task<StoredProposal> Propose(PolicyDraft draft, CancellationToken ct);

    /// <summary>
    /// Keeps an approval, in one write with what it rests on. False when nobody proposed the document, when the approval's epoch is not in force, or when the
    /// same person approved, or somebody in the same role, under that epoch.
    /// </summary>
    Task<bool> Approve(string hash, Approval approval, CancellationToken ct);

    /// <summary>A proposed document with its approvals; null when nobody proposed it.</summary>
    Task<StoredProposal?> FindProposal(string hash, CancellationToken ct);

    /// <summary>What was proposed, the newest first.</summary>
    Task<IReadOnlyList<ProposalLine>> Proposals(int limit, CancellationToken ct);

    /// <summary>
    /// Puts a proposed document in force under the next epoch, if <paramref name="epoch"/> is still the one in force; null when it is not, and nothing is
    /// written. Instants are as in <see cref="Activate"/>.
    /// </summary>
    Task<ActivePolicy?> ActivateProposal(string hash, long epoch, PrincipalId by, DateTimeOffset at, CancellationToken ct);
}

/// <summary>A document to be proposed.</summary>
/// <param name="Hash">SHA-256 of the document, lower-case hexadecimal.</param>
/// <param name="Reference">Id and version, <c>id@version</c>.</param>
/// <param name="Document">The text.</param>
/// <param name="Author">Who proposes it.</param>
/// <param name="At">When.</param>
public sealed record PolicyDraft(string Hash, string Reference, string Document, PrincipalId Author, DateTimeOffset At);

/// <summary>A proposed document as it is kept.</summary>
public sealed record StoredProposal(Proposal Proposal, string Document, bool WasInForce);

/// <summary>A proposed document without its text.</summary>
public sealed record ProposalLine(Proposal Proposal, bool WasInForce);

/// <summary>A document in force.</summary>
/// <param name="Epoch">Counts activations, from 1.</param>
/// <param name="Hash">SHA-256 of the document, lower-case hexadecimal.</param>
/// <param name="Document">The text as it was activated.</param>
/// <param name="ActivatedAt">Since when.</param>
public sealed record ActivePolicy(long Epoch, string Hash, string Document, DateTimeOffset ActivatedAt);
