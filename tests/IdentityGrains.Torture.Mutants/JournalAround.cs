using IdentityGrains.Domain.Customers;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Torture.Mutants;

/// <summary>The journal as it is, for bugs that change one thing of it.</summary>
internal abstract class JournalAround(IJournal inner) : IJournal
{
    protected IJournal Inner => inner;

    public virtual Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct) => inner.Commit(runs, ct);

    public virtual Task<StoredEntry?> FindOperation(CustomerId customer, PrincipalId principal, OperationId operation, CancellationToken ct) =>
        inner.FindOperation(customer, principal, operation, ct);

    public virtual Task<Standing> Heads(IReadOnlyList<CustomerId> customers, CancellationToken ct) => inner.Heads(customers, ct);

    public Task<StoredCustomer?> Load(CustomerId customer, CancellationToken ct) => inner.Load(customer, ct);

    public Task<IReadOnlyList<StoredEntry>> Read(CustomerId customer, long fromVersion, int limit, CancellationToken ct) =>
        inner.Read(customer, fromVersion, limit, ct);

    public Task<long> VersionAt(CustomerId customer, DateTimeOffset at, CancellationToken ct) => inner.VersionAt(customer, at, ct);

    public Task<StoredVersion?> LoadAt(CustomerId customer, long version, CancellationToken ct) => inner.LoadAt(customer, version, ct);

    public Task SaveSnapshot(CustomerId customer, StoredSnapshot snapshot, CancellationToken ct) => inner.SaveSnapshot(customer, snapshot, ct);
}

/// <summary>Says that runs are durable, and then sees to it: one after the other, a little later.</summary>
internal sealed class HastyJournal(IJournal inner) : JournalAround(inner)
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(300);
    private Task _before = Task.CompletedTask;

    public override Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct)
    {
        _before = Then(_before, runs);
        return Task.FromResult<IReadOnlyList<RunOutcome>>([.. runs.Select(_ => RunOutcome.Committed)]);
    }

    private async Task Then(Task before, IReadOnlyList<Run> runs)
    {
        await before;
        await Task.Delay(Later);
        try
        {
            await Inner.Commit(runs, CancellationToken.None);
        }
        catch (StoreUnreachableException)
        {
            // Nobody waits for it any more: that is the bug.
        }
    }
}

/// <summary>Does not look operations up in the store, never or not after a commit failed.</summary>
internal sealed class ForgetfulJournal(IJournal inner, bool onlyAfterFaults) : JournalAround(inner)
{
    private static readonly TimeSpan Spell = TimeSpan.FromSeconds(20);
    private long _lastFault;

    public override async Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct)
    {
        try
        {
            return await base.Commit(runs, ct);
        }
        catch (Exception) when (Note())
        {
            throw;
        }
    }

    public override Task<StoredEntry?> FindOperation(CustomerId customer, PrincipalId principal, OperationId operation, CancellationToken ct) =>
        !onlyAfterFaults || (_lastFault != 0 && TimeProvider.System.GetElapsedTime(_lastFault) < Spell)
            ? Task.FromResult<StoredEntry?>(null)
            : base.FindOperation(customer, principal, operation, ct);

    private bool Note()
    {
        _lastFault = TimeProvider.System.GetTimestamp();
        return true;
    }
}

/// <summary>Asks the store once per customer and believes for ever what it heard.</summary>
internal sealed class RememberedHeads(IJournal inner) : JournalAround(inner)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<CustomerId, long> _heard = new();

    public override async Task<Standing> Heads(IReadOnlyList<CustomerId> customers, CancellationToken ct)
    {
        var told = await base.Heads(customers, ct);
        return told with { Versions = told.Versions.ToDictionary(v => v.Key, v => _heard.GetOrAdd(v.Key, v.Value)) };
    }
}
