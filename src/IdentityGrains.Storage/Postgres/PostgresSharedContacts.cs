using System.Buffers.Binary;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using Npgsql;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Who shares contact points, in PostgreSQL.</summary>
internal sealed class PostgresSharedContacts(PostgresSources sources) : ISharedContacts
{
    // Names the locks of addresses among the database's advisory locks: of two who write their first rows at one address, neither would see the other's.
    private const int AddressLock = 0x49675363;
    private const int SharedBy = 256;

    private readonly Together<CustomerId, IReadOnlyList<SharedContact>> _rows = new(
        async customers =>
        {
            var rows = (await sources.Reads.All(Rows([.. customers.Select(c => c.ToColumn())]), Read, CancellationToken.None)).ToLookup(r => r.Customer);
            return [.. customers.Select(c => (IReadOnlyList<SharedContact>)[.. rows[c]])];
        },
        SharedBy);

    private readonly Together<(PlatformName Platform, ReadOnlyMemory<byte> Address, CustomerId Besides), IReadOnlyList<PurposeName>> _denied = new(
        async asked =>
        {
            var found = await sources.Reads.All(Denied(asked), row => (Asked: (int)row.Int(0), Denied: row.Text(1)), CancellationToken.None);
            var each = found.ToLookup(f => f.Asked, f => f.Denied);
            return [.. asked.Select((_, i) => Purposes(each[i + 1]))];
        },
        SharedBy);

    public Task<IReadOnlyList<SharedContact>> Of(CustomerId customer, CancellationToken ct) => _rows.Ask(customer, ct);

    public Task<IReadOnlyList<PurposeName>> Denied(PlatformName platform, ReadOnlyMemory<byte> address, CustomerId besides, CancellationToken ct) =>
        _denied.Ask((platform, address, besides), ct);

    public async Task Keep(CustomerId customer, PlatformName platform, SharedContact? row, DateTimeOffset now, CancellationToken ct)
    {
        // The row is read before it is known which addresses to lock, and once more behind the locks: somebody else may have moved it meanwhile.
        while (!await TryKeep(customer, platform, row, now, ct))
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> TryKeep(CustomerId customer, PlatformName platform, SharedContact? row, DateTimeOffset now, CancellationToken ct)
    {
        var found = Find(await sources.Reads.All(Rows([customer.ToColumn()]), Read, ct), platform);
        return await sources.Writes.InTransaction(
            async transaction =>
            {
                var addresses = SharedContactMoves.Addresses(found, row);
                await transaction.All(Lock(addresses), _ => true, ct);
                var before = Find(await transaction.All(Rows([customer.ToColumn()]), Read, ct), platform);
                if (before is not null && addresses.All(a => !a.Span.SequenceEqual(before.Address.Span)))
                {
                    return false;
                }

                var asked = addresses.Select(a => (platform, a, customer)).ToArray();
                var denied = (await transaction.All(Denied(asked), r => (Asked: (int)r.Int(0), Denied: r.Text(1)), ct)).ToLookup(d => d.Asked, d => d.Denied);
                var concerned = SharedContactMoves.Concerned(before, row, a => Purposes(denied[IndexOf(addresses, a) + 1]));
                await transaction.Run(
                    [
                        row is null ? Delete(customer, platform) : Upsert(row),
                        PostgresDirty.MarkSharers(platform, concerned, customer, SharedContactMoves.LaneOf(before, row), now),
                    ],
                    ct);
                return true;
            },
            ct);
    }

    private static SharedContact? Find(IEnumerable<SharedContact> rows, PlatformName platform) => rows.FirstOrDefault(r => r.Platform == platform);

    private static int IndexOf(IReadOnlyList<ReadOnlyMemory<byte>> addresses, ReadOnlyMemory<byte> address) =>
        Enumerable.Range(0, addresses.Count).First(i => addresses[i].Span.SequenceEqual(address.Span));

    private static IReadOnlyList<PurposeName> Purposes(IEnumerable<string> denied) => [.. denied.SelectMany(d => SharedContact.ReadDenied(d)).Distinct()];

    private static Query Lock(IReadOnlyList<ReadOnlyMemory<byte>> addresses) =>
        new Query("SELECT pg_advisory_xact_lock($2, a) FROM unnest($1) AS a")
            .Bind([.. addresses.Select(a => BinaryPrimitives.ReadInt32BigEndian(a.Span)).Distinct().Order()], NpgsqlDbType.Integer).Bind(AddressLock);

    private static Query Rows(Guid[] customers) =>
        new Query("SELECT customer, platform, address, denied FROM ig.shared_contact WHERE customer = ANY ($1) ORDER BY customer, platform COLLATE \"C\"")
            .Bind(customers, NpgsqlDbType.Uuid);

    private static Query Denied(IReadOnlyList<(PlatformName Platform, ReadOnlyMemory<byte> Address, CustomerId Besides)> asked) => new Query(
        """
        SELECT DISTINCT a.number, s.denied FROM unnest($1, $2, $3) WITH ORDINALITY AS a (platform, address, besides, number)
        JOIN ig.shared_contact s ON s.platform = a.platform AND s.address = a.address AND s.customer <> a.besides WHERE s.denied <> ''
        """)
        .Bind([.. asked.Select(a => a.Platform.Value)], NpgsqlDbType.Text).Bind([.. asked.Select(a => a.Address)], NpgsqlDbType.Bytea)
        .Bind([.. asked.Select(a => a.Besides.ToColumn())], NpgsqlDbType.Uuid);

    private static Query Upsert(SharedContact row) => new Query(
        """
        INSERT INTO ig.shared_contact (customer, slot, platform, address, denied) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (customer, platform) DO UPDATE SET address = excluded.address, denied = excluded.denied
        """)
        .Bind(row.Customer).Bind(row.Customer.Slot).Bind(row.Platform.Value).Bind(row.Address).Bind(row.DeniedText);

    private static Query Delete(CustomerId customer, PlatformName platform) =>
        new Query("DELETE FROM ig.shared_contact WHERE customer = $1 AND platform = $2").Bind(customer).Bind(platform.Value);

    private static SharedContact Read(NpgsqlDataReader row) =>
        new(row.Customer(0), row.Platform(1), row.Blob(2), SharedContact.ReadDenied(row.Text(3)));
}
