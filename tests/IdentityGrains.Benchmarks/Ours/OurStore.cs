using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Silo.Hosting;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace IdentityGrains.Benchmarks.Ours;

/// <summary>Where ours keeps its record: the only place here that knows which stores there are.</summary>
internal static class OurStore
{
    /// <summary>The policy epoch of a store in which no policy was put in force.</summary>
    public const long FirstEpoch = 0;

    /// <summary>Makes the store ready to be opened.</summary>
    public static Task Prepare(Setup setup) => Task.CompletedTask;

    /// <summary>The product's options over that store.</summary>
    public static ProductOptions Options(Setup setup) => new()
    {
        DataFolder = setup.Folder, PolicyFile = Path.Combine(AppContext.BaseDirectory, "Ours", "policy.yaml"), HttpPort = 0, DevelopmentIssuer = true,
        ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Warning),
    };

    /// <summary>The journal alone, without a product around it.</summary>
    public static async Task<(IAsyncDisposable Store, IJournal Journal)> OpenJournal(Setup setup)
    {
        await Prepare(setup);
        var store = SqliteStore.Open(new SqliteStoreOptions { Folder = setup.Folder }, TimeProvider.System);
        return (store, store.Journal);
    }
}
