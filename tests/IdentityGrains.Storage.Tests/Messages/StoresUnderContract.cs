using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Messages;
using IdentityGrains.Storage.Tests.Given;
using IdentityGrains.Storage.Tests.Journal;

namespace IdentityGrains.Storage.Tests.Messages;

public sealed class MemoryMessagesTests : MessagesContract
{
    private readonly MemoryJournal _memory = new();

    protected override IJournal Journal => _memory;

    protected override IMessages Messages => _memory.Messages;
}

public sealed class SqliteMessagesTests : MessagesContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    protected override IJournal Journal => _store.Store.Journal;

    protected override IMessages Messages => _store.Store.Messages;

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

public sealed class PostgresMessagesTests : MessagesContract, IAsyncLifetime
{
    private readonly TemporaryPostgres _store = new();

    protected override IJournal Journal => _store.Store.Journal;

    protected override IMessages Messages => _store.Store.Messages;

    public async ValueTask InitializeAsync() => await _store.Open();

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
