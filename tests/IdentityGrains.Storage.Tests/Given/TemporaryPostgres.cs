using IdentityGrains.Storage.Postgres;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Tests.Given;

/// <summary>A store in a PostgreSQL database of its own.</summary>
internal sealed class TemporaryPostgres : ITemporaryStore
{
    private readonly string _keys = Directory.CreateTempSubdirectory("keys-").FullName;
    private PostgresStore? _store;

    /// <summary>The database's name.</summary>
    public string Database { get; private set; } = "";

    public PostgresStore Store => _store ?? throw new InvalidOperationException("Open it first");

    IStore ITemporaryStore.Store => Store;

    public async Task Open()
    {
        Database = await Servers.NewDatabase();
        _store = await OpenStore();
    }

    public async Task Reopen()
    {
        await Store.DisposeAsync();
        _store = await OpenStore();
    }

    /// <summary>How a silo of this test connects.</summary>
    public async Task<PostgresStoreOptions> Options() =>
        new() { ConnectionString = (await Servers.Server).ConnectionString(Database, Servers.Silo), KeyFolder = _keys };

    /// <summary>Another silo's store over the same database.</summary>
    public async Task<PostgresStore> OpenStore() => await PostgresStore.OpenAsync(await Options(), TimeProvider.System, CancellationToken.None);

    public async Task<IStoredRecords> Records(bool keys)
    {
        var options = await Options();
        return PostgresRecords.Open(options.ConnectionString, keys ? options.KeyFolder : null);
    }

    public Task Tamper(CustomerId customer, long version) => Servers.Execute(
        Database,
        "SET session_replication_role = replica; UPDATE ig.journal SET principal = 'nhi:other' "
        + $"WHERE customer = '{Convert.ToHexString(customer.ToBytes())}' AND version = {version}");

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        Directory.Delete(_keys, recursive: true);
    }
}
