using Microsoft.EntityFrameworkCore;

namespace IdentityGrains.Benchmarks.Peers;

/// <summary>The record as an entity: what has changed is found by the framework.</summary>
internal sealed class EfRecord
{
    public long Id { get; set; }

    /// <summary>What an update must find unchanged.</summary>
    public long Version { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A row of the outbox.</summary>
internal sealed class EfMessage
{
    public long Id { get; set; }

    public long Record { get; set; }

    public long Version { get; set; }

    public required string Field { get; set; }

    public required string Value { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>The same tables as the hand-written peers'.</summary>
internal sealed class EfTables(DbContextOptions<EfTables> options) : DbContext(options)
{
    public DbSet<EfRecord> Records => Set<EfRecord>();

    public DbSet<EfMessage> Outbox => Set<EfMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var record = modelBuilder.Entity<EfRecord>().ToTable("record");
        record.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        record.Property(r => r.Version).HasColumnName("version").IsConcurrencyToken();
        record.Property(r => r.UpdatedAt).HasColumnName("updated_at");
        for (var field = 0; field < RecordTables.Fields; field++)
        {
            record.Property<string?>("f" + field);
        }

        var message = modelBuilder.Entity<EfMessage>().ToTable("outbox");
        message.Property(m => m.Id).HasColumnName("id").UseIdentityAlwaysColumn();
        message.Property(m => m.Record).HasColumnName("record");
        message.Property(m => m.Version).HasColumnName("version");
        message.Property(m => m.Field).HasColumnName("field");
        message.Property(m => m.Value).HasColumnName("value");
        message.Property(m => m.At).HasColumnName("at");
    }
}
