using IdentityGrains.Storage.Sqlite;
using IdentityGrains.Storage.Verification;
using Microsoft.Data.Sqlite;

namespace IdentityGrains.Storage.Tests.Given;

/// <summary>An embedded store in a folder of its own.</summary>
internal sealed class TemporaryStore : ITemporaryStore
{
    private SqliteStore _store;

    public TemporaryStore()
    {
        Folder = Directory.CreateTempSubdirectory("store-").FullName;
        _store = OpenStore();
    }

    public string Folder { get; }

    public SqliteStore Store => _store;

    IStore ITemporaryStore.Store => _store;

    public string Database => Path.Combine(Folder, "store.db");

    public Task Open() => Task.CompletedTask;

    public async Task Close() => await _store.DisposeAsync();

    public async Task Reopen()
    {
        await Close();
        _store = OpenStore();
    }

    /// <summary>A folder with the files as they lie while the process runs, as a crash would leave them.</summary>
    public string CopyAsCrashed()
    {
        var copy = Directory.CreateTempSubdirectory("crashed-").FullName;
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public Task<IStoredRecords> Records(bool keys) => Task.FromResult<IStoredRecords>(
        SqliteRecords.Open(new SqliteStoreOptions { Folder = Folder, KeyFolder = keys ? null : Path.Combine(Folder, "no-keys") }));

    public async Task Tamper(CustomerId customer, long version)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE journal SET principal = 'nhi:other' WHERE customer = $customer AND version = $version";
        command.Parameters.AddWithValue("$customer", customer.ToBytes());
        command.Parameters.AddWithValue("$version", version);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        Directory.Delete(Folder, recursive: true);
    }

    private SqliteStore OpenStore() => SqliteStore.Open(new SqliteStoreOptions { Folder = Folder }, TimeProvider.System);
}
