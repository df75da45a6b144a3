using IdentityGrains.Domain.Reading;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Tells a customer's disclosures from the platforms' logs, in order of time over all of them. It writes nothing and knows no value.</summary>
internal sealed class DisclosureDesk(IDeliveries deliveries)
{
    /// <summary>How many deliveries one page tells at most.</summary>
    public const int LongestPage = 200;

    /// <summary>How many entries of one delivery are told at most.</summary>
    public const int LongestDelivery = 64;

    /// <summary>The next page.</summary>
    public async Task<DisclosurePage> Read(CustomerId customer, ImmutableArray<DisclosurePlace> after, int limit, CancellationToken ct)
    {
        var told = after.ToDictionary(p => p.Platform, p => p.Number);
        var platforms = (await deliveries.Of(customer, ct)).Select(r => r.Platform);
        var logs = await Task.WhenAll(platforms.Select(p => Stretch(customer, p, told.GetValueOrDefault(p), 2 * limit, ct)));

        // Each log is in order of time. How far they go together is said by the first of those that are cut off.
        var horizon = logs.Where(l => l.IsCut).Select(l => l.Entries[^1]).MinBy(Place);
        var entries = logs.SelectMany(l => l.Entries).Where(e => horizon is null || Place(e).CompareTo(Place(horizon)) <= 0).OrderBy(Place).ToArray();
        var stories = await Stories(entries, ct);
        var lines = ImmutableArray.CreateBuilder<DisclosureLine>();
        var walked = 0;
        for (; walked < entries.Length && lines.Count < limit; walked++)
        {
            var entry = entries[walked];
            told[entry.Platform] = entry.Number;

            // A delivery stands where it began to leave first; each further attempt is told there.
            if (entry.Event is DisclosureEvent.AttemptStarted started && stories[started.DeliveryId][0].Number == entry.Number)
            {
                lines.Add(DisclosureReading.Tell(stories[started.DeliveryId], LongestDelivery));
            }
        }

        var more = walked < entries.Length || logs.Any(l => l.IsCut);
        return new DisclosurePage(
            lines.DrainToImmutable(),
            more ? [.. told.OrderBy(t => t.Key.Value, StringComparer.Ordinal).Select(t => new DisclosurePlace(t.Key, t.Value))] : []);
    }

    private async Task<Dictionary<string, DisclosureEntry[]>> Stories(IEnumerable<DisclosureEntry> entries, CancellationToken ct)
    {
        string[] ids = [.. entries.Where(e => e.Event is DisclosureEvent.AttemptStarted).Select(e => e.Event.DeliveryId).Distinct(StringComparer.Ordinal)];
        return (await deliveries.LogOf(ids, LongestDelivery + 1, ct)).Select(DisclosureLog.Read).GroupBy(e => e.Event.DeliveryId)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    private async Task<(IReadOnlyList<DisclosureEntry> Entries, bool IsCut)> Stretch(
        CustomerId customer, PlatformName platform, long after, int limit, CancellationToken ct)
    {
        var bytes = await deliveries.Log(customer, platform, after + 1, limit, ct);
        return ([.. bytes.Select(DisclosureLog.Read)], bytes.Count == limit);
    }

    private static (DateTimeOffset, string, long) Place(DisclosureEntry entry) => (entry.Event.At, entry.Platform.Value, entry.Number);
}
