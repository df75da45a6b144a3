using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Journal;

public sealed class MemoryJournalTests : JournalContract
{
    private readonly MemoryJournal _memory = new();

    protected override IJournal Journal => _memory;

    protected override IPolicies Policies => _memory;
}

public sealed class MemorySnapshotTests : SnapshotContract
{
    protected override IJournal Journal { get; } = new MemoryJournal();
}

public sealed class SqliteJournalTests : JournalContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    protected override IJournal Journal => _store.Store.Journal;

    protected override IPolicies Policies => _store.Store.Policies;

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

public sealed class SqliteSnapshotTests : SnapshotContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    protected override IJournal Journal => _store.Store.Journal;

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

public sealed class MemoryPastTests : PastContract
{
    private readonly MemoryJournal _memory = new();

    protected override IJournal Journal => _memory;

    protected override IPolicies Policies => _memory;
}

public sealed class SqlitePastTests : PastContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    protected override IJournal Journal => _store.Store.Journal;

    protected override IPolicies Policies => _store.Store.Policies;

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

public sealed class MemoryProposalTests : ProposalContract
{
    protected override IPolicies Policies { get; } = new MemoryJournal();
}

public sealed class SqliteProposalTests : ProposalContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    protected override IPolicies Policies => _store.Store.Policies;

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

public sealed class PostgresJournalTests : JournalContract, IAsyncLifetime
{
    private readonly TemporaryPostgres _store = new();

    protected override IJournal Journal => _store.Store.Journal;

    protected override IPolicies Policies => _store.Store.Policies;

    public async ValueTask InitializeAsync() => await _store.Open();

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

public sealed class PostgresSnapshotTests : SnapshotContract, IAsyncLifetime
{
    private readonly TemporaryPostgres _store = new();

    protected override IJournal Journal => _store.Store.Journal;

    public async ValueTask InitializeAsync() => await _store.Open();

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

public sealed class PostgresPastTests : PastContract, IAsyncLifetime
{
    private readonly TemporaryPostgres _store = new();

    protected override IJournal Journal => _store.Store.Journal;

    protected override IPolicies Policies => _store.Store.Policies;

    public async ValueTask InitializeAsync() => await _store.Open();

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

public sealed class PostgresProposalTests : ProposalContract, IAsyncLifetime
{
    private readonly TemporaryPostgres _store = new();

    protected override IPolicies Policies => _store.Store.Policies;

    public async ValueTask InitializeAsync() => await _store.Open();

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
