using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>What is to be told to whom, in the embedded store.</summary>
internal sealed class SqliteDeliveries(SqliteWriteLoop writes, SqliteReaders readers, IStoreClock clock) : IDeliveries
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

    public Task<DeliveryRow?> Find(CustomerId customer, PlatformName platform, CancellationToken ct) =>
        readers.Read(session => SqliteDeliveryRows.Find(session, customer, platform), ct);

    public Task<IReadOnlyList<DeliveryRow>> Open(
        PlatformName platform, int firstSlot, int slots, DateTimeOffset now, int limit, CancellationToken ct) =>
        readers.Read(session => session.AtOneMoment(s => SqliteDeliveryRows.Open(s, platform, firstSlot, slots, now, limit)), ct);

    public Task<IReadOnlyList<bool>> Record(IReadOnlyList<DeliveryStep> steps, CancellationToken ct) =>
        writes.Write<IReadOnlyList<bool>>(session => Record(session, steps, Canonical.Microseconds(clock.Now)), ct);

    public Task<Fence> Fence(CustomerId customer, long version, CancellationToken ct) =>
        writes.Write(session => SqlitePermits.Fence(session, customer, version, clock.Now), ct);

    public Task<DisclosureHead?> Holding(CustomerId customer, PlatformName platform, CancellationToken ct) =>
        readers.Read(session => SqliteDisclosures.Head(session, customer, platform), ct);

    public Task<(CustomerId Customer, PlatformName Platform)?> FindDelivery(string deliveryId, CancellationToken ct) =>
        readers.Read(session => SqliteDisclosures.FindDelivery(session, deliveryId), ct);

    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> Log(
        CustomerId customer, PlatformName platform, long fromNumber, int limit, CancellationToken ct) =>
        readers.Read(session => SqliteDisclosures.Log(session, customer, platform, fromNumber, limit), ct);

    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> LogOf(IReadOnlyList<string> deliveryIds, int limitOfEach, CancellationToken ct) =>
        readers.Read<IReadOnlyList<ReadOnlyMemory<byte>>>(session => [.. deliveryIds.SelectMany(d => SqliteDisclosures.LogOf(session, d, limitOfEach))], ct);

    public Task<IReadOnlyList<DeliveryRow>> Withdrawals(PlatformName? platform, WithdrawalPlace? after, int limit, CancellationToken ct) =>
        readers.Read(session => SqliteDeliveryRows.Withdrawals(session, platform, after, limit), ct);

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

    private static bool[] Record(SqliteSession session, IReadOnlyList<DeliveryStep> steps, long now)
    {
        CustomerId[] customers = [.. steps.Select(s => s.Before.Customer).Distinct()];
        var book = new DeliveryBook(
            SqlitePolicies.Epoch(session), now, SqlitePermits.Fences(session, customers), customers.SelectMany(c => SqliteDeliveryRows.Of(session, c)),
            customers.SelectMany(c => SqliteDisclosures.Ends(session, c)));
        bool[] took = [.. steps.Select(book.Take)];
        foreach (var step in steps.Where((s, i) => took[i] && s.Log is not null))
        {
            SqliteDisclosures.Append(session, step, book.EndOf(step.Before.Customer, step.Before.Platform));
        }

        foreach (var step in steps.Where((s, i) => took[i]))
        {
            SqliteDisclosures.Address(session, step);
        }

        foreach (var row in book.Moved)
        {
            SqliteDeliveryRows.Plan(session, row);
        }

        foreach (var step in steps.Where((s, i) => took[i] && s.PlansAgain is not null))
        {
            SqliteDirty.Mark(session, step.After.Customer, step.After.PlannedVersion, step.PlansAgain!.Value, Canonical.Instant(now));
        }

        return took;
    }
}
