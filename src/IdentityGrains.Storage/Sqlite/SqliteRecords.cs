using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>An embedded store as the verifier walks it, by connections of its own that cannot write; a process may be using it.</summary>
public sealed class SqliteRecords : IStoredRecords
{
    private const int Page = 500;

    private static readonly string NextCustomers = string.Join(
        " UNION ",
        new[] { "head", "journal", "snapshot", "native_key", "disclosure", "holding" }
            .Select(table => $"SELECT * FROM (SELECT DISTINCT customer FROM {table} WHERE customer > ?1 ORDER BY customer LIMIT ?2)")) + " ORDER BY 1 LIMIT ?2";

    private readonly SqliteSession _session;
    private readonly SqliteReaders? _keyReaders;

    private SqliteRecords(SqliteStoreOptions options)
    {
        var keyFolder = options.KeyFolder ?? Path.Combine(options.Folder, "keys");
        _session = SqliteSession.OpenForReading(DataFolder.Store(options.Folder));
        if (!Directory.Exists(keyFolder))
        {
            return;
        }

        IndexKey = IndexKey.Open(keyFolder, create: false);
        _keyReaders = new SqliteReaders(DataFolder.Keys(options.Folder), 1);
        Keys = new SqliteCustomerKeys(null, _keyReaders, FileEpochKeys.Open(keyFolder, create: false));
    }

    /// <inheritdoc/>
    public ICustomerKeys? Keys { get; }

    /// <inheritdoc/>
    public IndexKey? IndexKey { get; }

    /// <summary>Opens a store for verifying. Without its key folder, what needs no key is verified.</summary>
    public static SqliteRecords Open(SqliteStoreOptions options) => new(options);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CustomerId> Customers([EnumeratorCancellation] CancellationToken ct)
    {
        var after = Array.Empty<byte>();
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var page = NextPage(after);
            foreach (var customer in page)
            {
                yield return customer;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1].ToBytes();
            await Task.Yield();
        }
    }

    /// <inheritdoc/>
    public Task<IStoredRecord> Open(CustomerId customer, CancellationToken ct) => Task.FromResult<IStoredRecord>(new SqliteRecord(_session, customer));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        if (_keyReaders is not null)
        {
            await _keyReaders.DisposeAsync();
        }
    }

    private List<CustomerId> NextPage(byte[] after)
    {
        using var query = _session.Prepare(NextCustomers).Bind(after.AsSpan()).Bind(Page);
        return query.All(row => row.Customer(0));
    }
}
