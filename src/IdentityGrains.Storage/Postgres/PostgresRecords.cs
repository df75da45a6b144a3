using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Verification;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>A store in PostgreSQL as the verifier walks it; silos may be using it. Its login is a member of <c>ig_verify</c>, or of <c>ig_silo</c>.</summary>
public sealed class PostgresRecords : IStoredRecords
{
    private const int Page = 256;

    // The customer so many rows further on in the table that has most of them. Only the journal is followed further than that.
    private static readonly string NextBound =
        "WITH j AS MATERIALIZED (SELECT (SELECT customer FROM ig.journal WHERE customer >= $1 ORDER BY customer, version OFFSET $2 LIMIT 1) AS c) "
        + "SELECT LEAST(j.c, " + string.Join(", ", new[] { "head", "snapshot", "native_key", "disclosure", "holding" }.Select(table =>
            $"(SELECT t.customer FROM ig.{table} t WHERE t.customer BETWEEN $1 AND coalesce(j.c, $3) ORDER BY t.customer OFFSET $2 LIMIT 1)"))
        + ") FROM j";

    private readonly PostgresSources _sources;
    private readonly WrappedKeys? _keys;

    private PostgresRecords(string connectionString, string? keyFolder)
    {
        _sources = new PostgresSources(new PostgresStoreOptions
        {
            ConnectionString = connectionString, KeyFolder = keyFolder ?? "", Readers = Math.Max(8, 2 * Environment.ProcessorCount),
        });
        if (keyFolder is not null)
        {
            IndexKey = IndexKey.Open(keyFolder, create: false);
            _keys = new WrappedKeys(FileEpochKeys.Open(keyFolder, create: false));
        }
    }

    /// <inheritdoc/>
    public IndexKey? IndexKey { get; }

    /// <summary>Opens a store for verifying. Without its key folder, what needs no key is verified, and <c>ig_verify</c> is enough.</summary>
    public static PostgresRecords Open(string connectionString, string? keyFolder) => new(connectionString, keyFolder);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CustomerRange> Ranges([EnumeratorCancellation] CancellationToken ct)
    {
        for (CustomerRange? left = CustomerRange.All; left is { } some;)
        {
            var query = new Query(NextBound).Bind(some.From).Bind(RecordBatch.Rows).Bind(some.To);
            var bound = await _sources.Evidence.All(query, row => row.IsDBNull(0) ? (CustomerId?)null : row.Customer(0), ct);
            var range = bound.Single() is { } next ? some.Before(next) : some;
            yield return range;
            left = some.After(range.To);
        }
    }

    /// <inheritdoc/>
    public Task<RecordBatch> Read(CustomerRange range, CancellationToken ct)
    {
        // Without the key folder, the login may not read where the keys lie.
        var tables = PostgresRowReader.Tables.Where(t => _keys is not null || t.Kind != RowKind.Key).ToArray();
        return _sources.Evidence.Together(
            [.. tables.Select(t => Of(t.Sql, range)), Of(PostgresRowReader.Entries, range).Bind(RecordGathering.MostEntries)],
            async reader =>
            {
                var gathering = new RecordGathering<NpgsqlDataReader>(range, PostgresRowReader.Instance, More);
                foreach (var (kind, _) in tables)
                {
                    while (await reader.ReadAsync(ct))
                    {
                        gathering.Take(kind, reader);
                    }

                    await reader.NextResultAsync(ct);
                }

                while (await reader.ReadAsync(ct))
                {
                    gathering.TakeEntry(reader);
                }

                return gathering.Finish();
            },
            ct);
    }

    /// <inheritdoc/>
    public async ValueTask<CustomerKey?> Open(StoredRecord record, CancellationToken ct) =>
        _keys is not null && record.Key is { } wrapped ? await _keys.Open(record.Customer, wrapped, ct) : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sources.DisposeAsync();

    private static Query Of(string sql, CustomerRange range) => new Query(sql).Bind(range.From).Bind(range.To);

    private async Task<EntryPage> More(CustomerId customer, long fromVersion, CancellationToken ct)
    {
        var page = new EntryPage();
        await _sources.Evidence.All(
            PostgresJournal.Page(customer, fromVersion, Page),
            row =>
            {
                page.Take(row, PostgresRowReader.Instance);
                return true;
            },
            ct);
        return page;
    }
}
