using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>One customer's rows, all within one read transaction.</summary>
internal sealed class SqliteRecord : IStoredRecord
{
    private const int Page = 256;

    private readonly SqliteSession _session;
    private readonly CustomerId _customer;

    public SqliteRecord(SqliteSession session, CustomerId customer)
    {
        (_session, _customer) = (session, customer);
        session.Execute("BEGIN");
        try
        {
            Head = One("SELECT slot, version, hash, fence, epoch FROM head WHERE customer = ?",
                r => new StoredHead(r.Small(0), new Head(r.Int(1), r.Blob(2)), r.Int(3), r.Int(4)));
            Snapshots = All("SELECT version, entry_hash, fold_version, sealed FROM snapshot WHERE customer = ?", SqliteSnapshots.Read);
            NativeKeys = All("SELECT source, hash FROM native_key WHERE customer = ?", r => new StoredNativeKey(new SourceName(r.Text(0)), r.Blob(1)));
            Disclosures = All("SELECT platform, number, hash, bytes, delivery_id FROM disclosure WHERE customer = ? ORDER BY platform, number",
                r => new StoredDisclosure(new PlatformName(r.Text(0)), r.Int(1), r.Blob(2), r.Blob(3), r.Text(4)));
            Holdings = All("SELECT platform, number, hash, bytes FROM holding WHERE customer = ? ORDER BY platform",
                r => new StoredHolding(new PlatformName(r.Text(0)), r.Int(1), r.Blob(2), r.Blob(3)));
        }
        catch
        {
            session.Execute("COMMIT");
            throw;
        }
    }

    public StoredHead? Head { get; }

    public IReadOnlyList<StoredSnapshot> Snapshots { get; }

    public IReadOnlyList<StoredNativeKey> NativeKeys { get; }

    public IReadOnlyList<StoredDisclosure> Disclosures { get; }

    public IReadOnlyList<StoredHolding> Holdings { get; }

    // Page by page: a customer of a million entries must not have to fit into memory.
    public async IAsyncEnumerable<StoredEntry> Entries([EnumeratorCancellation] CancellationToken ct)
    {
        var from = long.MinValue;
        IReadOnlyList<StoredEntry> page;
        do
        {
            ct.ThrowIfCancellationRequested();
            page = SqliteJournal.Read(_session, _customer, from, Page);
            foreach (var entry in page)
            {
                yield return entry;
            }

            from = page.Count > 0 ? page[^1].Version + 1 : from;
            await Task.Yield();
        }
        while (page.Count == Page);
    }

    public ValueTask DisposeAsync()
    {
        _session.Execute("COMMIT");
        return ValueTask.CompletedTask;
    }

    private T? One<T>(string sql, Func<Statement, T> read)
        where T : class =>
        All(sql, read).SingleOrDefault();

    private List<T> All<T>(string sql, Func<Statement, T> read)
    {
        using var query = _session.Prepare(sql).Bind(_customer);
        return query.All(read);
    }
}
