using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Who shares contact points, in the embedded store: rows are kept one after the other.</summary>
internal sealed class SqliteSharedContacts(SqliteWriteLoop writes, SqliteReaders readers) : ISharedContacts
{
    public Task<IReadOnlyList<SharedContact>> Of(CustomerId customer, CancellationToken ct) =>
        readers.Read<IReadOnlyList<SharedContact>>(session => Of(session, customer), ct);

    public Task Keep(CustomerId customer, PlatformName platform, SharedContact? row, DateTimeOffset now, CancellationToken ct) => writes.Write(
        session =>
        {
            var before = Of(session, customer).FirstOrDefault(r => r.Platform == platform);
            var concerned = SharedContactMoves.Concerned(before, row, a => Denied(session, platform, a, customer));
            Write(session, customer, platform, row);
            foreach (var other in concerned.SelectMany(a => Others(session, platform, a, customer)).Distinct())
            {
                SqliteDirty.Mark(session, other, 0, SharedContactMoves.LaneOf(before, row), now);
            }

            return true;
        },
        ct);

    public Task<IReadOnlyList<PurposeName>> Denied(PlatformName platform, ReadOnlyMemory<byte> address, CustomerId besides, CancellationToken ct) =>
        readers.Read(session => Denied(session, platform, address, besides), ct);

    private static List<SharedContact> Of(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare("SELECT platform, address, denied FROM shared_contact WHERE customer = ? ORDER BY platform").Bind(customer);
        return query.All(row => new SharedContact(customer, new PlatformName(row.Text(0)), row.Blob(1), SharedContact.ReadDenied(row.Text(2))));
    }

    private static IReadOnlyList<PurposeName> Denied(SqliteSession session, PlatformName platform, ReadOnlyMemory<byte> address, CustomerId besides)
    {
        using var query = session.Prepare(
            "SELECT DISTINCT denied FROM shared_contact WHERE platform = ? AND address = ? AND customer <> ? AND denied <> ''");
        return [.. query.Bind(platform.Value).Bind(address).Bind(besides).All(row => SharedContact.ReadDenied(row.Text(0))).SelectMany(p => p).Distinct()];
    }

    private static List<CustomerId> Others(SqliteSession session, PlatformName platform, ReadOnlyMemory<byte> address, CustomerId besides)
    {
        using var query = session.Prepare("SELECT customer FROM shared_contact WHERE platform = ? AND address = ? AND customer <> ?");
        return query.Bind(platform.Value).Bind(address).Bind(besides).All(row => row.Customer(0));
    }

    private static void Write(SqliteSession session, CustomerId customer, PlatformName platform, SharedContact? row)
    {
        if (row is null)
        {
            using var delete = session.Prepare("DELETE FROM shared_contact WHERE customer = ? AND platform = ?");
            delete.Bind(customer).Bind(platform.Value).Run();
            return;
        }

        using var upsert = session.Prepare(
            """
            INSERT INTO shared_contact (customer, platform, address, denied) VALUES (?, ?, ?, ?)
            ON CONFLICT (customer, platform) DO UPDATE SET address = excluded.address, denied = excluded.denied
            """);
        upsert.Bind(customer).Bind(platform.Value).Bind(row.Address).Bind(row.DeniedText).Run();
    }
}
