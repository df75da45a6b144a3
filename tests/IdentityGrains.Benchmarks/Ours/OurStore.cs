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
    private const string ClusterLogin = "benchmark_cluster";

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

        foreach (var (login, role) in new[] { (Login, "ig_silo"), (ClusterLogin, "ig_cluster") })
        {
            // A role is the server's, and other contenders make it too.
            await RecordTables.Execute(
                source, $"DO $$ BEGIN CREATE ROLE {login} LOGIN IN ROLE {role}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        }
    }

    /// <summary>The product's options over that store.</summary>
    public static ProductOptions Options(Setup setup) => new()
    {
        Store = IsEmbedded(setup) ? StoreKind.Sqlite : StoreKind.Postgres, DataFolder = setup.Folder, DevelopmentIssuer = true,
        PolicyFile = Path.Combine(AppContext.BaseDirectory, "Ours", "policy.yaml"),
        ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Error),
    };

    /// <summary>Further settings of the product over that store.</summary>
    public static IEnumerable<string> Settings(Setup setup) => IsEmbedded(setup)
        ? []
        : [$"--ConnectionStrings:IdentityGrains={As(Login, setup)}", $"--ConnectionStrings:Cluster={As(ClusterLogin, setup)}"];

    /// <summary>The journal alone, without a product around it.</summary>
    public static async Task<(IAsyncDisposable Store, IJournal Journal)> OpenJournal(Setup setup)
    {
        await Prepare(setup);
        IStore store = IsEmbedded(setup)
            ? SqliteStore.Open(new SqliteStoreOptions { Folder = setup.Folder }, TimeProvider.System)
            : await PostgresStore.OpenAsync(Postgres(setup), TimeProvider.System, CancellationToken.None);
        return (store, store.Journal);
    }

    /// <summary>The store as the verifier walks it, with the keys or as one who has none.</summary>
    public static IStoredRecords OpenRecords(Setup setup, bool keys) => IsEmbedded(setup)
        ? SqliteRecords.Open(new SqliteStoreOptions { Folder = setup.Folder, KeyFolder = keys ? null : Path.Combine(setup.Folder, "no-keys") })
        : PostgresRecords.Open(As(Login, setup), keys ? Keys(setup) : null);

    private static bool IsEmbedded(Setup setup) => setup.Store == "Sqlite";

    private static PostgresStoreOptions Postgres(Setup setup) => new() { ConnectionString = As(Login, setup), KeyFolder = Keys(setup) };

    private static string Keys(Setup setup) => Path.Combine(setup.Folder, "keys");

    private static string As(string login, Setup setup) => new NpgsqlConnectionStringBuilder(setup.Connection) { Username = login }.ToString();
}
