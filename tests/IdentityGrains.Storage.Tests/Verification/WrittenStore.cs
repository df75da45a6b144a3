using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sqlite;
using IdentityGrains.Storage.Tests.Given;
using IdentityGrains.Storage.Verification;
using Microsoft.Data.Sqlite;

namespace IdentityGrains.Storage.Tests.Verification;

/// <summary>A closed store with a row of everything that is evidence, to be tampered with.</summary>
internal sealed class WrittenStore : IAsyncDisposable
{
    private static readonly PlatformName Shop = new("commerce");

    private readonly TemporaryStore _store = new();

    public CustomerId Ana { get; } = CustomerId.New();

    public CustomerId Ben { get; } = CustomerId.New();

    public static async Task<WrittenStore> Make(CancellationToken ct)
    {
        var written = new WrittenStore();
        await written.Write(written.Ana, "17", ct);
        await written.Write(written.Ben, "18", ct);
        await written._store.Close();
        return written;
    }

    public async Task<VerificationReport> Verify(CancellationToken ct)
    {
        await using var records = SqliteRecords.Open(new SqliteStoreOptions { Folder = _store.Folder });
        return await new StoreVerifier(records).Run(null, ct);
    }

    public void Change(string sql)
    {
        using var connection = Connect(_store.Database);
        connection.CreateFunction("flip", (byte[] bytes, int at) => Flip(bytes, at));
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA ignore_check_constraints = ON; " + sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    public void DestroyKey(CustomerId customer)
    {
        using var connection = Connect(Path.Combine(_store.Folder, "keys.db"));
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM customer_key WHERE customer = $c";
        command.Parameters.AddWithValue("$c", customer.ToBytes());
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    public IReadOnlyList<(string Name, string Type)> Columns(string table)
    {
        using var connection = Connect(_store.Database);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name, type FROM pragma_table_info('{table}')";
        using var reader = command.ExecuteReader();
        var columns = new List<(string, string)>();
        while (reader.Read())
        {
            columns.Add((reader.GetString(0), reader.GetString(1)));
        }

        return columns;
    }

    /// <summary>Puts every file back to what it was when it was kept.</summary>
    public Action Keep()
    {
        var bytes = File.ReadAllBytes(_store.Database);
        return () => File.WriteAllBytes(_store.Database, bytes);
    }

    public async ValueTask DisposeAsync() => await _store.DisposeAsync();

    private static byte[] Flip(byte[] bytes, int at)
    {
        bytes[at < 0 ? bytes.Length - 1 : at % bytes.Length] ^= 0x10;
        return bytes;
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private async Task Write(CustomerId customer, string nativeKey, CancellationToken ct)
    {
        var store = _store.Store;
        var author = new Author(customer, await store.CustomerKeys.GetOrCreate(customer, ct));
        var key = NativeKey.FromTrusted(new SourceName("crm"), nativeKey);
        await store.NativeKeys.Bind(key, customer, ct);
        await store.Journal.Commit(
            [
                author.RunOf(
                    Head.Start, author.Write(new CustomerCreated(key.Source), new KeyAttached(key)), author.Write(author.Says("given_name", "Ana"))),
            ], ct);
        var loaded = (await new CustomerLoader(store.Journal, store.CustomerKeys).Load(customer, ct))!;
        await store.Journal.SaveSnapshot(customer, SnapshotSealer.Seal(loaded.Key, loaded.State, loaded.Head.Hash, loaded.RecordedAt), ct);
        await store.Journal.Commit([author.Run()], ct);
        await Disclose(store, customer, ct);
    }

    private static async Task Disclose(SqliteStore store, CustomerId customer, CancellationToken ct)
    {
        var delivery = "dlv_" + customer;
        var row = new DeliveryRow(
            customer, Shop, 2, delivery, new byte[32], Lane.Ordinary, DeliveryState.Planned, Author.Start, Author.Start, 0, null);
        await store.Deliveries.Settle([new PlannedCustomer(customer, 0, [], [row])], ct);
        DisclosureEvent[] happened =
        [
            new DisclosureEvent.AttemptStarted(
                Author.Start, delivery, 2, "shop@1", "Shop Ltd", [new DisclosedField(new FieldName("given_name"), "name", null, 2, new byte[32])]),
            new DisclosureEvent.AttemptAnswered(Author.Start, delivery, 2, ["acknowledged"], AckLevel.Accepted),
            new DisclosureEvent.DeliveryAcknowledged(Author.Start, delivery, 2, AckLevel.Confirmed),
        ];
        foreach (var e in happened)
        {
            var append = DisclosureLog.Append(customer, Shop, await store.Deliveries.Holding(customer, Shop, ct), e);
            Assert.Equal([true], await store.Deliveries.Record([new DeliveryStep(row, row, append)], ct));
        }
    }
}
