using System.Globalization;
using IdentityGrains.Benchmarks.Contending;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IdentityGrains.Benchmarks.Peers;

/// <summary>EF Core as a careful team uses it: pooled contexts, optimistic concurrency on a version, the outbox row in the same SaveChanges.</summary>
internal sealed class EfCrud(ServiceProvider services, int customers) : IContender
{
    private readonly IDbContextFactory<EfTables> _contexts = services.GetRequiredService<IDbContextFactory<EfTables>>();

    public static async Task<IContender> Open(Setup setup)
    {
        var source = await RecordTables.Fill(setup);
        var services = new ServiceCollection().AddSingleton(source).AddPooledDbContextFactory<EfTables>(o => o.UseNpgsql(source));
        return new EfCrud(services.BuildServiceProvider(), setup.Customers);
    }

    public Func<CancellationToken, Task> Caller(int number)
    {
        var chance = new Random(number);
        return async ct =>
        {
            var (id, field, value) = (chance.Next(customers), "f" + chance.Next(RecordTables.Fields), chance.Next().ToString(CultureInfo.InvariantCulture));
            while (!await Update(id, field, value, ct))
            {
                // Somebody else was faster: look again.
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        await services.GetRequiredService<NpgsqlDataSource>().DisposeAsync();
        await services.DisposeAsync();
    }

    private async Task<bool> Update(long id, string field, string value, CancellationToken ct)
    {
        await using var tables = await _contexts.CreateDbContextAsync(ct);
        var now = TimeProvider.System.GetUtcNow();
        var record = await tables.Records.SingleAsync(r => r.Id == id, ct);
        tables.Entry(record).Property(field).CurrentValue = value;
        record.Version++;
        record.UpdatedAt = now;
        tables.Outbox.Add(new EfMessage { Record = id, Version = record.Version, Field = field, Value = value, At = now });
        try
        {
            await tables.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
