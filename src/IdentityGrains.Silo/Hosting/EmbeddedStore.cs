using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Messages;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Sqlite;

namespace IdentityGrains.Silo.Hosting;

/// <summary>The embedded store's services.</summary>
internal static class EmbeddedStore
{
    public static void Add(IServiceCollection services, ProductOptions options)
    {
        services.AddSingleton(_ => SqliteStore.Open(new SqliteStoreOptions { Folder = options.DataFolder }, options.Time));
        services.AddSingleton<IJournal>(s => s.GetRequiredService<SqliteStore>().Journal);
        services.AddSingleton<IFeed>(s => s.GetRequiredService<SqliteStore>().Feed);
        services.AddSingleton<INativeKeys>(s => s.GetRequiredService<SqliteStore>().NativeKeys);
        services.AddSingleton<IPolicies>(s => s.GetRequiredService<SqliteStore>().Policies);
        services.AddSingleton<IPolicySweeps>(s => s.GetRequiredService<SqliteStore>().PolicySweeps);
        services.AddSingleton<IDueWork>(s => s.GetRequiredService<SqliteStore>().DueWork);
        services.AddSingleton<IDeliveries>(s => s.GetRequiredService<SqliteStore>().Deliveries);
        services.AddSingleton<IMessages>(s => s.GetRequiredService<SqliteStore>().Messages);
        services.AddSingleton<IRefusalAudit>(s => s.GetRequiredService<SqliteStore>().Refusals);
        services.AddSingleton<ICustomerKeys>(s => s.GetRequiredService<SqliteStore>().CustomerKeys);
        services.AddSingleton<IStoreClock>(s => s.GetRequiredService<SqliteStore>().Clock);
        services.AddSingleton<IndexKey>(s => s.GetRequiredService<SqliteStore>().IndexKey);
        services.AddSingleton(s => new JournalWriter(s.GetRequiredService<IJournal>(), new JournalWriterOptions(), s.GetRequiredService<TimeProvider>()));
    }
}
