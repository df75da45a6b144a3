using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Follows withdrawals to the platforms. Each entry names the last one that took a permission away, so they are walked from one to the one before, whatever
/// lies between; and what was lost is what the law released before the entry and does not after it.
/// </summary>
internal sealed class WithdrawalDesk(CustomerServices services, CustomerMoments moments)
{
    /// <summary>How many withdrawals one page tells at most.</summary>
    public const int LongestPage = 50;

    /// <summary>How many entries of one platform's disclosure log are looked through at most, the newest.</summary>
    public const int MostEntries = 5_000;

    private const int EntriesAtOnce = 500;

    /// <summary>The next page.</summary>
    public async Task<WithdrawalsPage> Read(WorkingRecord record, long? before, int limit, CancellationToken ct)
    {
        var id = record.Durable.Customer.Id;
        var version = before is { } end ? await FenceOf(id, Math.Min(end - 1, record.Durable.Head.Version), ct) : record.Durable.Fence;
        var logs = new Dictionary<PlatformName, IReadOnlyList<DisclosureEntry>>();
        var rows = (await services.Deliveries.Of(id, ct)).ToDictionary(r => r.Platform);
        var lines = ImmutableArray.CreateBuilder<WithdrawalLine>();
        for (; version > 0 && lines.Count < limit; version = await FenceOf(id, version - 1, ct))
        {
            lines.Add(await Tell(record, version, rows, logs, ct));
        }

        return new WithdrawalsPage(lines.DrainToImmutable(), version > 0 ? version + 1 : null);
    }

    private async Task<WithdrawalLine> Tell(
        WorkingRecord record, long version, Dictionary<PlatformName, DeliveryRow> rows, Dictionary<PlatformName, IReadOnlyList<DisclosureEntry>> logs,
        CancellationToken ct)
    {
        var id = record.Durable.Customer.Id;
        var entry = EntryReader.Open((await services.Journal.Read(id, version, 1, ct))[0], record.Key);
        var fence = await services.Deliveries.Fence(id, version, ct);
        var platforms = ImmutableArray.CreateBuilder<PlatformWithdrawal>();
        var (policy, now) = (services.Policies.Current.Policy, services.Clock.Now);
        foreach (var (platform, lost) in await Lost(version, ct))
        {
            if (!logs.TryGetValue(platform.Name, out var log))
            {
                logs.Add(platform.Name, log = await Log(id, platform.Name, ct));
            }

            // How it is confirmed, and what may be held now, the policy in force says; to whom it was told, that of then.
            var present = policy.Platforms.GetValueOrDefault(platform.Name);
            var permitted = present is null ? [] : Released(present, record.Durable.Customer, policy, now);
            if (new FollowedWithdrawal(version, entry.Header.RecordedAt, platform, present ?? platform, lost, permitted)
                .Tell(log, rows.GetValueOrDefault(platform.Name), now) is { } told)
            {
                platforms.Add(told);
            }
        }

        return new WithdrawalLine(
            version, entry.Header.RecordedAt, entry.Header.Principal,
            [.. entry.Events.Select(JournalReading.Tell).Select(c => new WithdrawalChange(c.Event, c.Concerns)).Distinct()], fence.At,
            platforms.DrainToImmutable());
    }

    private async Task<IReadOnlyList<(Platform Platform, ImmutableHashSet<FieldName> Lost)>> Lost(long version, CancellationToken ct)
    {
        // What is released to a platform before its first version is nothing.
        if (await moments.See(new Moment.AtVersion(version), ct) is not SeenCustomer.Seen after
            || await moments.See(new Moment.AtVersion(version - 1), ct) is not SeenCustomer.Seen before)
        {
            return [];
        }

        return
        [
            .. after.Policy.Platforms.Values.OrderBy(p => p.Name.Value, StringComparer.Ordinal)
                .Select(p => (p, Released(p, before.Customer, after.Policy, after.AsOf).Except(Released(p, after.Customer, after.Policy, after.AsOf))))
                .Where(p => !p.Item2.IsEmpty),
        ];
    }

    // The key addresses the record and is not taken back by itself.
    private static ImmutableHashSet<FieldName> Released(Platform platform, Customer customer, Policy policy, DateTimeOffset asOf) =>
        [.. Disclose.To(platform, customer, policy, asOf).Fields.Where(f => f.Released && f.Field != platform.KeyField).Select(f => f.Field)];

    private async Task<IReadOnlyList<DisclosureEntry>> Log(CustomerId id, PlatformName platform, CancellationToken ct)
    {
        var entries = new List<DisclosureEntry>();
        if (await services.Deliveries.Holding(id, platform, ct) is { } head)
        {
            for (var next = Math.Max(1, head.Number - MostEntries + 1); next <= head.Number; next += EntriesAtOnce)
            {
                entries.AddRange((await services.Deliveries.Log(id, platform, next, EntriesAtOnce, ct)).Select(DisclosureLog.Read));
            }
        }

        return entries;
    }

    private async Task<long> FenceOf(CustomerId id, long version, CancellationToken ct) =>
        version < 1 || await services.Journal.Read(id, version, 1, ct) is not [var entry] ? 0 : EntryReader.Check(entry).Fence;
}
