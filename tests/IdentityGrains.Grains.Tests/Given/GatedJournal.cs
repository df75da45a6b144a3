using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Tests.Given;

/// <summary>The embedded store's journal, on which a test may shut a door.</summary>
internal sealed class GatedJournal(IJournal journal) : IJournal
{
    private static readonly Func<Task> Open = () => Task.CompletedTask;

    /// <summary>What a commit passes before it takes place; it may throw.</summary>
    public Func<Task> BeforeCommit { get; set; } = Open;

    /// <summary>What a load passes after it read; it may throw.</summary>
    public Func<Task> AfterLoad { get; set; } = Open;

    /// <summary>What a look-up passes; it may throw.</summary>
    public Func<Task> BeforeFind { get; set; } = Open;

    /// <summary>Commits that were asked for.</summary>
    public int Commits { get; private set; }

    public async Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct)
    {
        Commits++;
        await BeforeCommit();
        return await journal.Commit(runs, ct);
    }

    public async Task<StoredCustomer?> Load(CustomerId customer, CancellationToken ct)
    {
        var loaded = await journal.Load(customer, ct);
        await AfterLoad();
        return loaded;
    }

    public Task<Standing> Heads(IReadOnlyList<CustomerId> customers, CancellationToken ct) => journal.Heads(customers, ct);

    public async Task<StoredEntry?> FindOperation(CustomerId customer, PrincipalId principal, OperationId operation, CancellationToken ct)
    {
        await BeforeFind();
        return await journal.FindOperation(customer, principal, operation, ct);
    }

    public Task<IReadOnlyList<StoredEntry>> Read(CustomerId customer, long fromVersion, int limit, CancellationToken ct) =>
        journal.Read(customer, fromVersion, limit, ct);

    public Task<long> VersionAt(CustomerId customer, DateTimeOffset at, CancellationToken ct) => journal.VersionAt(customer, at, ct);

    public Task<StoredVersion?> LoadAt(CustomerId customer, long version, CancellationToken ct) => journal.LoadAt(customer, version, ct);

    public Task SaveSnapshot(CustomerId customer, StoredSnapshot snapshot, CancellationToken ct) => journal.SaveSnapshot(customer, snapshot, ct);
}
