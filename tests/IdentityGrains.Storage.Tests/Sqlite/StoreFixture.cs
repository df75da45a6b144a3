using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Sqlite;

/// <summary>An embedded store and a customer to write of.</summary>
public abstract class StoreFixture : IAsyncDisposable
{
    private protected readonly TemporaryStore Temporary = new();
    private protected readonly Author Ana = new();

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    private protected Storage.Sqlite.SqliteStore Store => Temporary.Store;

    private protected int Group => Slots.GroupOf(Ana.Customer.Slot);

    public ValueTask DisposeAsync() => Temporary.DisposeAsync();
}
