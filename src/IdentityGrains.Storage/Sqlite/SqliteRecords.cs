using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>An embedded store as the verifier walks it, by connections of its own that cannot write; a process may be using it.</summary>
public sealed class SqliteRecords : IStoredRecords
{
    private const int Page = 256;

    // The customer so many rows further on in the table that has most of them. Only the journal is followed further than that.
    private static readonly string NextBound =
        "WITH j AS MATERIALIZED (SELECT (SELECT customer FROM journal WHERE customer >= ?1 ORDER BY customer, version LIMIT 1 OFFSET ?2) AS c) "
        + "SELECT min(c) FROM (SELECT c FROM j UNION ALL " + string.Join(" UNION ALL ", new[] { "head", "snapshot", "native_key", "disclosure", "holding" }
            .Select(table => $"SELECT (SELECT t.customer FROM {table} t WHERE t.customer BETWEEN ?1 AND coalesce((SELECT c FROM j), ?3) "
                + "ORDER BY t.customer LIMIT 1 OFFSET ?2)")) + ")";

    private readonly SqliteReaders _readers;
    private readonly SqliteReaders? _keyReaders;
    private readonly WrappedKeys? _keys;

    private SqliteRecords(SqliteStoreOptions options)
    {
        var keyFolder = options.KeyFolder ?? Path.Combine(options.Folder, "keys");
        var atOnce = Environment.ProcessorCount + 1;
        _readers = new SqliteReaders(DataFolder.Store(options.Folder), atOnce);
        if (!Directory.Exists(keyFolder))
        {
            return;
        }

        IndexKey = IndexKey.Open(keyFolder, create: false);
        _keyReaders = new SqliteReaders(DataFolder.Keys(options.Folder), atOnce);
        _keys = new WrappedKeys(FileEpochKeys.Open(keyFolder, create: false));
    }

    /// <inheritdoc/>
    public IndexKey? IndexKey { get; }

    /// <summary>Opens a store for verifying. Without its key folder, what needs no key is verified.</summary>
    public static SqliteRecords Open(SqliteStoreOptions options) => new(options);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CustomerRange> Ranges([EnumeratorCancellation] CancellationToken ct)
    {
        for (CustomerRange? left = CustomerRange.All; left is { } some;)
        {
            var range = await _readers.Read(session => Bound(session, some), ct) is { } next ? some.Before(next) : some;
            yield return range;
            left = some.After(range.To);
        }
    }

    /// <inheritdoc/>
    public async Task<RecordBatch> Read(CustomerRange range, CancellationToken ct)
    {
        var gathering = new RecordGathering<Statement>(range, SqliteRowReader.Instance, More);
        await _readers.Read(session => session.AtOneMoment(moment => Gather(moment, range, gathering)), ct);

        // After the entries: a key is durable before anything is sealed under it.
        if (_keyReaders is not null)
        {
            await _keyReaders.Read(session => Gather(session, SqliteRowReader.Keys, range, row => gathering.Take(RowKind.Key, row)), ct);
        }

        return gathering.Finish();
    }

    /// <inheritdoc/>
    public async ValueTask<CustomerKey?> Open(StoredRecord record, CancellationToken ct) =>
        _keys is not null && record.Key is { } wrapped ? await _keys.Open(record.Customer, wrapped, ct) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _readers.DisposeAsync();
        if (_keyReaders is not null)
        {
            await _keyReaders.DisposeAsync();
        }
    }

    private static CustomerId? Bound(SqliteSession session, CustomerRange range)
    {
        using var query = session.Prepare(NextBound).Bind(range.From).Bind(RecordBatch.Rows).Bind(range.To);
        return query.Step() && !query.IsNull(0) ? query.Customer(0) : null;
    }

    private static bool Gather(SqliteSession session, CustomerRange range, RecordGathering<Statement> gathering)
    {
        foreach (var (kind, sql) in SqliteRowReader.Tables)
        {
            Gather(session, sql, range, row => gathering.Take(kind, row));
        }

        using var entries = session.Prepare(SqliteRowReader.Entries).Bind(range.From).Bind(range.To).Bind(RecordGathering.MostEntries);
        while (entries.Step())
        {
            gathering.TakeEntry(entries);
        }

        return true;
    }

    private static bool Gather(SqliteSession session, string sql, CustomerRange range, Action<Statement> take)
    {
        using var query = session.Prepare(sql).Bind(range.From).Bind(range.To);
        while (query.Step())
        {
            take(query);
        }

        return true;
    }

    private Task<EntryPage> More(CustomerId customer, long fromVersion, CancellationToken ct) => _readers.Read(
        session =>
        {
            var page = new EntryPage();
            using var rows = SqliteJournal.Page(session, customer, fromVersion, Page);
            while (rows.Step())
            {
                page.Take(rows, SqliteRowReader.Instance);
            }

            return page;
        },
        ct);
}
