using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Peers;
using IdentityGrains.Silo.Hosting;
using IdentityGrains.Storage;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Postgres;
using IdentityGrains.Storage.Sqlite;
using IdentityGrains.Storage.Verification;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace IdentityGrains.Benchmarks.Ours;

/// <summary>Where ours keeps its record: the only place here that knows which stores there are.</summary>
internal static class OurStore
{
    private const string Login = "benchmark_silo";

    /// <summary>The policy epoch of a store in which no policy was put in force.</summary>
    public const long FirstEpoch = 0;

    /// <summary>Makes the store ready to be opened.</summary>
    public static async Task Prepare(Setup setup)
    {
        if (IsEmbedded(setup))
        {
            return;
        }

        await PostgresMigrations.Up(setup.Connection, dryRun: false, CancellationToken.None);
        await using var source = RecordTables.Source(setup);

        // A role is the server's, and other contenders make it too.
        await RecordTables.Execute(source, $"""
            DO $$ BEGIN CREATE ROLE {Login} LOGIN IN ROLE ig_silo; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
            """);
    }

    /// <summary>The product's options over that store.</summary>
    public static ProductOptions Options(Setup setup) => new()
    {
        DataFolder = setup.Folder, PolicyFile = Path.Combine(AppContext.BaseDirectory, "Ours", "policy.yaml"), DevelopmentIssuer = true,
        ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Warning),
    };

    /// <summary>The journal alone, without a product around it.</summary>
    public static async Task<(IAsyncDisposable Store, IJournal Journal)> OpenJournal(Setup setup)
    {
        await Prepare(setup);
        IStore store = IsEmbedded(setup)
            ? SqliteStore.Open(new SqliteStoreOptions { Folder = setup.Folder }, TimeProvider.System)
            : await PostgresStore.OpenAsync(Postgres(setup), TimeProvider.System, CancellationToken.None);
        return (store, store.Journal);
    }

    /// <summary>The store as the verifier walks it.</summary>
    public static (IStoredRecords Records, StoreVerifier Verifier) OpenRecords(Setup setup)
    {
        if (IsEmbedded(setup))
        {
            var embedded = SqliteRecords.Open(new SqliteStoreOptions { Folder = setup.Folder });
            return (embedded, new StoreVerifier(embedded, embedded.Keys, embedded.IndexKey));
        }

        var records = PostgresRecords.Open(Postgres(setup));
        return (records, new StoreVerifier(records, records.Keys, records.IndexKey));
    }

    private static bool IsEmbedded(Setup setup) => setup.Store == "Sqlite";

    private static PostgresStoreOptions Postgres(Setup setup) => new() { ConnectionString = AsSilo(setup), KeyFolder = Keys(setup) };

    private static string Keys(Setup setup) => Path.Combine(setup.Folder, "keys");

    private static string AsSilo(Setup setup) => new NpgsqlConnectionStringBuilder(setup.Connection) { Username = Login }.ToString();
}
