using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>What is to be told to whom, in PostgreSQL. What a write depends on is locked and read first; then all is written in one round trip.</summary>
internal sealed class PostgresDeliveries(PostgresSources sources) : IDeliveries
{
    private const int SharedBy = 256;

    private readonly Together<CustomerId, IReadOnlyList<DeliveryRow>> _rows = new(
        async customers =>
        {
            var rows = await sources.Reads.All(PostgresDeliveryRows.Of(Column(customers)), PostgresDeliveryRows.Read, CancellationToken.None);
            return Each(customers, rows.ToLookup(r => r.Customer));
        },
        SharedBy);

    private readonly Together<(CustomerId Customer, PlatformName Platform), DeliveryRow?> _copies = new(
        async copies =>
        {
            var rows = await sources.Reads.All(PostgresDeliveryRows.Of([.. copies.Distinct()]), PostgresDeliveryRows.Read, CancellationToken.None);
            var of = rows.ToDictionary(r => (r.Customer, r.Platform));
            return [.. copies.Select(of.GetValueOrDefault)];
        },
        SharedBy);

    private readonly Together<(CustomerId Customer, PlatformName Platform), DisclosureHead?> _holdings = new(
        async copies =>
        {
            var heads = await sources.Reads.All(
                PostgresDisclosures.Heads([.. copies.Distinct()]),
                row => KeyValuePair.Create((row.Customer(0), row.Platform(1)), new DisclosureHead(row.Int(2), row.Blob(3), row.Blob(4))),
                CancellationToken.None);
            var of = heads.ToDictionary();
            return [.. copies.Select(of.GetValueOrDefault)];
        },
        SharedBy);

    // An attempt is two steps and its acknowledgement a third: each alone would cost a flush and six round trips.
    private readonly Together<IReadOnlyList<DeliveryStep>, IReadOnlyList<bool>> _steps = new(
        async asked =>
        {
            var took = new Queue<bool>(await Record(sources, [.. asked.SelectMany(steps => steps)]));
            return [.. asked.Select(steps => (IReadOnlyList<bool>)[.. steps.Select(_ => took.Dequeue())])];
        },
        SharedBy);

    public async Task<IReadOnlyList<DirtyCustomer>> Dirty(int group, int limit, CancellationToken ct) =>
        await sources.Reads.All(PostgresDirty.Read(group, limit), PostgresDirty.ReadRow, ct);

    public Task MarkDirty(CustomerId customer, long version, Lane lane, DateTimeOffset since, CancellationToken ct) =>
        sources.Writes.Run(PostgresDirty.Mark(customer, version, lane, since), ct);

    // What the plan rests on is what the platform was told. An attempt that began meanwhile may have told it more than the plan takes back.
    public async Task<IReadOnlyList<bool>> Settle(IReadOnlyList<PlannedCustomer> planned, CancellationToken ct)
    {
        var settled = planned.Where(p => p.Rows.Count == 0 && p.Seen.Count == 0).ToHashSet();
        var others = planned.Where(p => !settled.Contains(p)).ToArray();
        if (others.Length > 0)
        {
            settled.UnionWith(await SettleRows(others, ct));
        }

        // Apart, and not waited for to be flushed: commits of these customers wait for the rows' locks, and a mark that comes back in a crash is planned again.
        await sources.Marks.Run(PostgresDirty.Clear([.. settled]), ct);
        return [.. planned.Select(settled.Contains)];
    }

    public Task<IReadOnlyList<DeliveryRow>> Of(CustomerId customer, CancellationToken ct) => _rows.Ask(customer, ct);

    public Task<DeliveryRow?> Find(CustomerId customer, PlatformName platform, CancellationToken ct) => _copies.Ask((customer, platform), ct);

    public async Task<IReadOnlyList<DeliveryRow>> Open(
        PlatformName platform, int firstSlot, int slots, DateTimeOffset now, int limit, CancellationToken ct) =>
        await sources.Reads.All(PostgresDeliveryRows.Open(platform, firstSlot, slots, now, limit), PostgresDeliveryRows.Read, ct);

    public Task<IReadOnlyList<bool>> Record(IReadOnlyList<DeliveryStep> steps, CancellationToken ct) => _steps.Ask(steps, ct);

    public Task<Fence> Fence(CustomerId customer, long version, CancellationToken ct) => sources.Writes.InTransaction(
        async transaction =>
        {
            var noted = await transaction.All(PostgresPermits.Noted(customer, version), row => row.Instant(0), ct);
            if (noted is [var before])
            {
                return new Fence(before, null);
            }

            if ((await transaction.All(PostgresPermits.OutBefore(customer, version), row => row.IsDBNull(0) ? (DateTimeOffset?)null : row.Instant(0), ct))
                is [{ } until])
            {
                return new Fence(null, until);
            }

            await transaction.Run([PostgresPermits.Note(customer, version)], ct);
            return new Fence((await transaction.All(PostgresPermits.Noted(customer, version), row => row.Instant(0), ct)).Single(), null);
        },
        ct);

    public Task<DisclosureHead?> Holding(CustomerId customer, PlatformName platform, CancellationToken ct) => _holdings.Ask((customer, platform), ct);

    public async Task<(CustomerId Customer, PlatformName Platform)?> FindDelivery(string deliveryId, CancellationToken ct) =>
        await sources.Reads.All(PostgresDisclosures.FindDelivery(deliveryId), row => (row.Customer(0), row.Platform(1)), ct) is [var found] ? found : null;

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> Log(
        CustomerId customer, PlatformName platform, long fromNumber, int limit, CancellationToken ct) =>
        await sources.Reads.All(PostgresDisclosures.Log(customer, platform, fromNumber, limit), row => new ReadOnlyMemory<byte>(row.Blob(0)), ct);

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> LogOf(IReadOnlyList<string> deliveryIds, int limitOfEach, CancellationToken ct) =>
        await sources.Reads.All(PostgresDisclosures.LogOf(deliveryIds, limitOfEach), row => new ReadOnlyMemory<byte>(row.Blob(0)), ct);

    public async Task<IReadOnlyList<DeliveryRow>> Withdrawals(PlatformName? platform, WithdrawalPlace? after, int limit, CancellationToken ct) =>
        await sources.Reads.All(PostgresDeliveryRows.Withdrawals(platform, after, limit), PostgresDeliveryRows.Read, ct);

    public async Task<IReadOnlyList<Backlog>> Backlog(CancellationToken ct) =>
        await sources.Reads.All(PostgresDeliveryRows.Backlog(), PostgresDeliveryRows.ReadBacklog, ct);

    private static Task<bool[]> Record(PostgresSources sources, IReadOnlyList<DeliveryStep> steps) => sources.Writes.InTransaction(
        async transaction =>
        {
            (CustomerId, PlatformName)[] copies = [.. steps.Select(s => (s.Before.Customer, s.Before.Platform)).Distinct()];
            Guid[] leaving = [.. steps.Where(s => s.Takes is not null).Select(s => s.Before.Customer.ToColumn()).Distinct()];
            var (epoch, now) = (await transaction.All(PostgresPermits.EpochAndTime, row => (row.Int(0), row.Int(1)), CancellationToken.None)).Single();
            var fences = leaving.Length == 0
                ? []
                : await transaction.All(PostgresPermits.Fences(leaving), row => KeyValuePair.Create(row.Customer(0), row.Int(1)), CancellationToken.None);
            var book = new DeliveryBook(
                epoch, now, fences.ToDictionary(),
                await transaction.All(PostgresDeliveryRows.Lock(copies), PostgresDeliveryRows.Read, CancellationToken.None),
                await transaction.All(PostgresDisclosures.Lock(copies), PostgresDisclosures.ReadEnd, CancellationToken.None));
            bool[] took = [.. steps.Select(book.Take)];
            DeliveryStep[] taken = [.. steps.Where((_, i) => took[i])];
            var again = taken.Where(s => s.PlansAgain is not null).Select(s => (s.After.Customer, s.After.PlannedVersion, s.PlansAgain!.Value)).ToArray();
            await transaction.Run(
                [
                    PostgresDeliveryRows.Plan(book.Moved), PostgresDisclosures.Append(taken), PostgresDisclosures.Holdings(taken, book),
                    PostgresDisclosures.Addresses(taken),
                    .. again.Length == 0 ? (Query[])[] : [PostgresDirty.Mark(again, Canonical.Instant(now))],
                ],
                CancellationToken.None);
            return took;
        },
        CancellationToken.None);

    private Task<PlannedCustomer[]> SettleRows(IReadOnlyList<PlannedCustomer> planned, CancellationToken ct) => sources.Writes.InTransaction(
        async transaction =>
        {
            var customers = Column([.. planned.Select(p => p.Customer)]);
            await transaction.All(PostgresDeliveryRows.LockGroups(planned.Select(p => Slots.GroupOf(p.Customer.Slot))), _ => true, ct);
            var rows = (await transaction.All(PostgresDeliveryRows.Lock(customers), PostgresDeliveryRows.Read, ct)).ToLookup(r => r.Customer);
            PlannedCustomer[] standing =
                [.. planned.Where(p => Stands(p.Seen, [.. rows[p.Customer].OrderBy(r => r.Platform.Value, StringComparer.Ordinal)]))];
            await transaction.Run([PostgresDeliveryRows.Plan([.. standing.SelectMany(s => s.Rows)])], ct);
            return standing;
        },
        ct);

    private static Guid[] Column(IReadOnlyList<CustomerId> customers) => [.. customers.Select(c => c.ToColumn())];

    private static IReadOnlyList<IReadOnlyList<T>> Each<T>(IReadOnlyList<CustomerId> customers, ILookup<CustomerId, T> of) =>
        [.. customers.Select(c => (IReadOnlyList<T>)[.. of[c]])];

    private static bool Stands(IReadOnlyList<DeliveryRow> seen, IReadOnlyList<DeliveryRow> rows) =>
        rows.Count == seen.Count && rows.Zip(seen).All(r => r.First.IsStill(r.Second));
}
