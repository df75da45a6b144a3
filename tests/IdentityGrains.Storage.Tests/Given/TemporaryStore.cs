using IdentityGrains.Storage.Sqlite;

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

    public async ValueTask DisposeAsync()
    {
        await Close();
        Directory.Delete(Folder, recursive: true);
    }

    private SqliteStore OpenStore() => SqliteStore.Open(new SqliteStoreOptions { Folder = Folder }, TimeProvider.System);
}
