using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Postgres;

/// <summary>One customer's rows as of one moment. Entries past the head of that moment are of a later one, and are left to the next look.</summary>
internal sealed class PostgresRecord : IStoredRecord
{
    private const int Page = 256;

    private readonly Database _reads;
    private readonly CustomerId _customer;
    private readonly IReadOnlyList<StoredEntry> _first;

    private PostgresRecord(Database reads, CustomerId customer, IReadOnlyList<StoredEntry> first) => (_reads, _customer, _first) = (reads, customer, first);

    public StoredHead? Head { get; private init; }

    public IReadOnlyList<StoredSnapshot> Snapshots { get; private init; } = [];

    public IReadOnlyList<StoredNativeKey> NativeKeys { get; private init; } = [];

    public IReadOnlyList<StoredDisclosure> Disclosures { get; private init; } = [];

    public IReadOnlyList<StoredHolding> Holdings { get; private init; } = [];

    public static Task<PostgresRecord> Open(Database reads, CustomerId customer, CancellationToken ct) => reads.Together(
        [
            Of("SELECT slot, version, hash, fence, epoch FROM ig.head WHERE customer = $1", customer),
            Of("SELECT version, entry_hash, fold_version, sealed FROM ig.snapshot WHERE customer = $1", customer),
            Of("SELECT source, hash FROM ig.native_key WHERE customer = $1", customer),
            Of("SELECT platform, number, hash, bytes, delivery_id FROM ig.disclosure WHERE customer = $1 ORDER BY platform, number", customer),
            Of("SELECT platform, number, hash, bytes FROM ig.holding WHERE customer = $1 ORDER BY platform", customer),
            PostgresJournal.Page(customer, long.MinValue, Page),
        ],
        async reader =>
        {
            async Task<List<T>> Next<T>(Func<Npgsql.NpgsqlDataReader, T> read)
            {
                var rows = await Database.ReadAll(reader, read, ct);
                await reader.NextResultAsync(ct);
                return rows;
            }

            var head = await Next(r => new StoredHead(r.Small(0), new Head(r.Int(1), r.Blob(2)), r.Int(3), r.Int(4)));
            var snapshots = await Next(PostgresSnapshots.Read);
            var keys = await Next(r => new StoredNativeKey(new SourceName(r.Text(0)), r.Blob(1)));
            var disclosures = await Next(r => new StoredDisclosure(r.Platform(0), r.Int(1), r.Blob(2), r.Blob(3), r.Text(4)));
            var holdings = await Next(r => new StoredHolding(r.Platform(0), r.Int(1), r.Blob(2), r.Blob(3)));
            return new PostgresRecord(reads, customer, await Next(PostgresJournal.ReadEntry))
            {
                Head = head.SingleOrDefault(), Snapshots = snapshots, NativeKeys = keys, Disclosures = disclosures, Holdings = holdings,
            };
        },
        ct);

    // Page by page: a customer of a million entries must not have to fit into memory.
    public async IAsyncEnumerable<StoredEntry> Entries([EnumeratorCancellation] CancellationToken ct)
    {
        var page = _first;
        while (true)
        {
            foreach (var entry in page)
            {
                yield return entry;
            }

            // The first page is of the head's moment; what the pages after it hold beyond that head came later.
            if (page.Count < Page || page[^1].Version >= Head?.Head.Version)
            {
                yield break;
            }

            page = [.. (await _reads.All(PostgresJournal.Page(_customer, page[^1].Version + 1, Page), PostgresJournal.ReadEntry, ct))
                .TakeWhile(e => Head is not { } head || e.Version <= head.Head.Version)];
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Query Of(string sql, CustomerId customer) => new Query(sql).Bind(customer);
}
