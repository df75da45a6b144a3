namespace IdentityGrains.Storage.Journal;

/// <summary>The policy documents and the epoch that says which is in force. Every commit reads the epoch.</summary>
public interface IPolicies
{
    /// <summary>The epoch and the document in force; null before the first activation.</summary>
    Task<ActivePolicy?> Active(CancellationToken ct);

    /// <summary>The epoch that was in force at an instant: the last that was activated at or before it; null before the first.</summary>
    Task<long?> EpochAt(DateTimeOffset at, CancellationToken ct);

    /// <summary>What was activated under an epoch; null when there is no such epoch.</summary>
    Task<ActivePolicy?> Find(long epoch, CancellationToken ct);

    /// <summary>
    /// Puts a document in force under the next epoch, unless it is in force already. Waits for commits in flight. Epochs and their instants agree: one
    /// that would be activated no later than the epoch before, because a clock was set back, is activated just after it.
    /// </summary>
    Task<ActivePolicy> Activate(string document, string hash, DateTimeOffset at, CancellationToken ct);
}

/// <summary>A document in force.</summary>
/// <param name="Epoch">Counts activations, from 1.</param>
/// <param name="Hash">SHA-256 of the document, lower-case hexadecimal.</param>
/// <param name="Document">The text as it was activated.</param>
/// <param name="ActivatedAt">Since when.</param>
public sealed record ActivePolicy(long Epoch, string Hash, string Document, DateTimeOffset ActivatedAt);
