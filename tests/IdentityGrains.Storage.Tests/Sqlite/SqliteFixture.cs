using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Sqlite;

/// <summary>An embedded store, its files, and a customer to write of.</summary>
public abstract class SqliteFixture : IAsyncDisposable
{
    private protected readonly TemporaryStore Temporary = new();
    private protected readonly Author Ana = new();

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    private protected Storage.Sqlite.SqliteStore Store => Temporary.Store;

    public ValueTask DisposeAsync() => Temporary.DisposeAsync();
}
