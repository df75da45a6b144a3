namespace IdentityGrains.Storage.Journal;

/// <summary>
/// Asks the store where customers stand, for strong reads: what an activation remembers may have been overtaken by another one that it knows nothing of.
/// Many readers cost one query.
/// </summary>
public sealed class StandingHeads
{
    /// <summary>How many customers one question names at most.</summary>
    public const int SharedBy = 1024;

    private readonly Together<CustomerId, (long Version, long Epoch)> _asked;

    /// <summary>Asks this store.</summary>
    public StandingHeads(IJournal journal) => _asked = new Together<CustomerId, (long, long)>(
        async customers =>
        {
            var standing = await journal.Heads([.. customers.Distinct()], CancellationToken.None);
            return [.. customers.Select(c => (standing.Versions.GetValueOrDefault(c), standing.Epoch))];
        },
        SharedBy);

    /// <summary>The customer's last version, 0 when nothing is recorded, and the policy epoch in force, as of a moment after the call began.</summary>
    public Task<(long Version, long Epoch)> Of(CustomerId customer, CancellationToken ct) => _asked.Ask(customer, ct);
}
