using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>What is to be told to whom, in the embedded store.</summary>
internal sealed class SqliteDeliveries(SqliteWriteLoop writes, SqliteReaders readers) : IDeliveries
{
    public Task<IReadOnlyList<DirtyCustomer>> Dirty(int group, int limit, CancellationToken ct) =>
        readers.Read(session => SqliteDirty.Read(session, group, limit), ct);

    public Task MarkDirty(CustomerId customer, long version, Lane lane, DateTimeOffset since, CancellationToken ct) => writes.Write(
        session =>
        {
            SqliteDirty.Mark(session, customer, version, lane, since);
            return true;
        },
        ct);

    public Task<IReadOnlyList<bool>> Settle(IReadOnlyList<PlannedCustomer> planned, CancellationToken ct) =>
        writes.Write<IReadOnlyList<bool>>(session => [.. planned.Select(customer => Settle(session, customer))], ct);

    public Task<IReadOnlyList<DeliveryRow>> Of(CustomerId customer, CancellationToken ct) =>
        readers.Read(session => SqliteDeliveryRows.Of(session, customer), ct);

    public Task<IReadOnlyList<DeliveryRow>> Open(
        PlatformName platform, int firstSlot, int slots, DateTimeOffset now, int limit, CancellationToken ct) =>
        readers.Read(session => session.AtOneMoment(s => SqliteDeliveryRows.Open(s, platform, firstSlot, slots, now, limit)), ct);

    public Task<IReadOnlyList<bool>> Record(IReadOnlyList<DeliveryStep> steps, CancellationToken ct) =>
        writes.Write<IReadOnlyList<bool>>(session => [.. steps.Select(step => Record(session, step))], ct);

    public Task<DisclosureHead?> Holding(CustomerId customer, PlatformName platform, CancellationToken ct) =>
        readers.Read(session => SqliteDisclosures.Head(session, customer, platform), ct);

    public Task<(CustomerId Customer, PlatformName Platform)?> FindDelivery(string deliveryId, CancellationToken ct) =>
        readers.Read(session => SqliteDisclosures.FindDelivery(session, deliveryId), ct);

    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> Log(
        CustomerId customer, PlatformName platform, long fromNumber, int limit, CancellationToken ct) =>
        readers.Read(session => SqliteDisclosures.Log(session, customer, platform, fromNumber, limit), ct);

    public Task<IReadOnlyList<Backlog>> Backlog(CancellationToken ct) => readers.Read(SqliteDeliveryRows.Backlog, ct);

    // What the plan rests on is what the platform was told. An attempt that began meanwhile may have told it more than the plan takes back.
    private static bool Settle(SqliteSession session, PlannedCustomer planned)
    {
        var rows = SqliteDeliveryRows.Of(session, planned.Customer);
        if (rows.Count != planned.Seen.Count || !rows.Zip(planned.Seen).All(r => r.First.IsStill(r.Second)))
        {
            return false;
        }

        foreach (var row in planned.Rows)
        {
            SqliteDeliveryRows.Plan(session, row);
        }

        SqliteDirty.Clear(session, planned.Customer, planned.Mark);
        return true;
    }

    // The append comes last: once it took place nothing of the step may be refused any more.
    private static bool Record(SqliteSession session, DeliveryStep step)
    {
        if ((step.Epoch is { } epoch && epoch != SqlitePolicies.Epoch(session))
            || !SqliteDeliveryRows.Stands(session, step.Before)
            || (step.Log is { } entry && !SqliteDisclosures.Append(session, step.Before.Customer, step.Before.Platform, entry)))
        {
            return false;
        }

        SqliteDeliveryRows.Plan(session, step.After);
        return true;
    }
}
