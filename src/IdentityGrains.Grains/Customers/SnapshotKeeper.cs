using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Customers;

/// <summary>Keeps snapshots of one customer now and then, so that the next load folds a few entries and not all.</summary>
internal sealed partial class SnapshotKeeper(CustomerId id, IJournal journal, ILogger logger)
{
    /// <summary>A snapshot is kept when this many entries came since the last one.</summary>
    public const int EntriesPerSnapshot = 64;

    private long _version;

    /// <summary>Notes where the record stood when it was loaded.</summary>
    public void Loaded(long version) => _version = version - version % EntriesPerSnapshot;

    /// <summary>Keeps one when it is time. Nobody waits for it.</summary>
    public void Keep(Recorded durable, CustomerKey key)
    {
        if (durable.Head.Version - _version >= EntriesPerSnapshot)
        {
            _version = durable.Head.Version;
            _ = Save(durable, key);
        }
    }

    private async Task Save(Recorded durable, CustomerKey key)
    {
        try
        {
            await journal.SaveSnapshot(id, SnapshotSealer.Seal(key, durable.Customer, durable.Head.Hash, durable.RecordedAt), CancellationToken.None);
        }
        catch (Exception why)
        {
            // A snapshot saves time, nothing else: the next one will do.
            NotKept(logger, id, why.GetType().Name);
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "Customer {Customer}: a snapshot was not kept, {Fault}")]
    private static partial void NotKept(ILogger logger, CustomerId customer, string fault);
}
