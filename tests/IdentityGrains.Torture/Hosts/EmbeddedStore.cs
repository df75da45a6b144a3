using IdentityGrains.PrivatePostgres;
using IdentityGrains.Storage.Sqlite;
using IdentityGrains.Storage.Verification;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Hosts;

/// <summary>The embedded store: files in the host's data folder.</summary>
internal sealed class EmbeddedStore(string dataFolder) : IStoreUnderTest
{
    public PostgresServer? Server => null;

    public IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["IdentityGrains__Store"] = "Sqlite" };

    public IStoredRecords Open() => SqliteRecords.Open(new SqliteStoreOptions { Folder = dataFolder });

    public Task TellTime(Recorder recorder)
    {
        recorder.StoreTime(Recorder.Now, TimeProvider.System.GetUtcNow());
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
