using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Postgres;

/// <summary>A store in PostgreSQL as the verifier walks it; silos may be using it. Its login is a member of <c>ig_verify</c>, or of <c>ig_silo</c>.</summary>
public sealed class PostgresRecords : IStoredRecords
{
    private const int Page = 500;

    private static readonly string NextCustomers = string.Join(
        " UNION ",
        new[] { "head", "journal", "snapshot", "native_key", "disclosure", "holding" }.Select(table =>
            $"(SELECT DISTINCT customer FROM ig.{table} WHERE $1::uuid IS NULL OR customer > $1 ORDER BY customer LIMIT $2)")) + " ORDER BY 1 LIMIT $2";

    private readonly PostgresSources _sources;

    private PostgresRecords(string connectionString, string? keyFolder)
    {
        _sources = new PostgresSources(new PostgresStoreOptions { ConnectionString = connectionString, KeyFolder = keyFolder ?? "" });
        if (keyFolder is not null)
        {
            IndexKey = IndexKey.Open(keyFolder, create: false);
            Keys = new PostgresCustomerKeys(null, _sources.Reads, FileEpochKeys.Open(keyFolder, create: false));
        }
    }

    /// <inheritdoc/>
    public ICustomerKeys? Keys { get; }

    /// <inheritdoc/>
    public IndexKey? IndexKey { get; }

    /// <summary>Opens a store for verifying. Without its key folder, what needs no key is verified, and <c>ig_verify</c> is enough.</summary>
    public static PostgresRecords Open(string connectionString, string? keyFolder) => new(connectionString, keyFolder);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CustomerId> Customers([EnumeratorCancellation] CancellationToken ct)
    {
        CustomerId? after = null;
        List<CustomerId> page;
        do
        {
            page = await _sources.Reads.All(new Query(NextCustomers).Bind(after).Bind(Page), row => row.Customer(0), ct);
            foreach (var customer in page)
            {
                yield return customer;
            }

            after = page.Count > 0 ? page[^1] : after;
        }
        while (page.Count == Page);
    }

    /// <inheritdoc/>
    public async Task<IStoredRecord> Open(CustomerId customer, CancellationToken ct) => await PostgresRecord.Open(_sources.Reads, customer, ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sources.DisposeAsync();
}
