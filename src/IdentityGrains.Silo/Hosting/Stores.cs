using IdentityGrains.Storage;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Postgres;
using IdentityGrains.Storage.Sqlite;

namespace IdentityGrains.Silo.Hosting;

/// <summary>The store that a host is told to use, and its services.</summary>
internal static class Stores
{
    /// <summary>For how long a silo that starts waits for a database that does not answer, before it gives up.</summary>
    public static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Opens it.</summary>
    public static async Task<IStore> Open(ProductOptions options, IConfiguration configuration, CancellationToken ct) => options.Store switch
    {
        StoreKind.Postgres => await OpenPostgres(
            new PostgresStoreOptions
            {
                ConnectionString = Connections.Store(configuration),
                KeyFolder = options.KeyFolder ?? Path.Combine(options.DataFolder, "keys"),
            },
            options.Time, ct),
        _ => SqliteStore.Open(new SqliteStoreOptions { Folder = options.DataFolder, KeyFolder = options.KeyFolder }, options.Time),
    };

    /// <summary>Registers what an open store offers; the container closes it.</summary>
    public static void Add(IServiceCollection services, IStore store)
    {
        services.AddSingleton<IStore>(_ => store);
        Offer(services, s => s.Journal);
        Offer(services, s => s.Feed);
        Offer(services, s => s.NativeKeys);
        Offer(services, s => s.Policies);
        Offer(services, s => s.PolicySweeps);
        Offer(services, s => s.DueWork);
        Offer(services, s => s.Deliveries);
        Offer(services, s => s.Reconciliations);
        Offer(services, s => s.Exceptions);
        Offer(services, s => s.SharedContacts);
        Offer(services, s => s.Messages);
        Offer(services, s => s.Subscriptions);
        Offer(services, s => s.Refusals);
        Offer(services, s => s.CustomerKeys);
        Offer(services, s => s.IndexKey);
        Offer(services, s => s.Clock);
        services.AddSingleton(s => new JournalWriter(s.GetRequiredService<IJournal>(), new JournalWriterOptions(), s.GetRequiredService<TimeProvider>()));
    }

    private static void Offer<T>(IServiceCollection services, Func<IStore, T> offered)
        where T : class =>
        services.AddSingleton(s => offered(s.GetRequiredService<IStore>()));

    // Silos and database start together, and a database that recovers is no reason to give up.
    private static async Task<IStore> OpenPostgres(PostgresStoreOptions options, TimeProvider time, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(StartPatience, time);
        while (true)
        {
            try
            {
                return await PostgresStore.OpenAsync(options, time, ct);
            }
            catch (StoreUnreachableException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(Pause, time, ct);
            }
        }
    }
}
