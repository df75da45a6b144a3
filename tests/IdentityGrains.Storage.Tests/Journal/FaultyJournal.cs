using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Tests.Journal;

/// <summary>A journal whose connection dies when it is told to.</summary>
internal sealed class FaultyJournal(IJournal journal) : IJournal
{
    public Action? BeforeCommit { get; set; }

    public Action? AfterCommit { get; set; }

    public Action? OnLookUp { get; set; }

    public Func<Run, bool> Refuses { get; set; } = _ => false;

    public async Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct)
    {
        BeforeCommit?.Invoke();
        if (runs.Any(Refuses))
        {
            throw new DataRefusedException(new IOException("data"));
        }

        var outcomes = await journal.Commit(runs, ct);
        AfterCommit?.Invoke();
        return outcomes;
    }

    public Task<StoredCustomer?> Load(CustomerId customer, CancellationToken ct) => journal.Load(customer, ct);

    public Task<Standing> Heads(IReadOnlyList<CustomerId> customers, CancellationToken ct) => journal.Heads(customers, ct);

    public Task<StoredEntry?> FindOperation(CustomerId customer, PrincipalId principal, OperationId operation, CancellationToken ct)
    {
        OnLookUp?.Invoke();
        return journal.FindOperation(customer, principal, operation, ct);
    }

    public Task<IReadOnlyList<StoredEntry>> Read(CustomerId customer, long fromVersion, int limit, CancellationToken ct) =>
        journal.Read(customer, fromVersion, limit, ct);

    public Task<long> VersionAt(CustomerId customer, DateTimeOffset at, CancellationToken ct) => journal.VersionAt(customer, at, ct);

    public Task<StoredVersion?> LoadAt(CustomerId customer, long version, CancellationToken ct) => journal.LoadAt(customer, version, ct);

    public Task SaveSnapshot(CustomerId customer, StoredSnapshot snapshot, CancellationToken ct) => journal.SaveSnapshot(customer, snapshot, ct);
}
