using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>The rows of a partition that are open, due and nobody's yet. Not thread-safe: it lives on a grain's scheduler.</summary>
/// <param name="bench">What it works with.</param>
/// <param name="first">The partition's first slot.</param>
/// <param name="slots">How many slots it has.</param>
/// <param name="hand">What is under way.</param>
internal sealed class OpenRows(DeliveryBench bench, int first, int slots, WorkInHand hand)
{
    private readonly Aside<CustomerId> _aside = new();

    /// <summary>
    /// So many rows that may be taken up, or all there are; some more where they were read anyway. Rows in hand and rows left alone may be open still. Most of
    /// those in hand are not due, so more are asked for only when these few got in the way.
    /// </summary>
    public async Task<DeliveryRow[]> Read(int wanted, CancellationToken ct)
    {
        var now = bench.Clock.Now;
        _aside.Return(now);
        var limit = wanted + _aside.Count;
        while (true)
        {
            var open = await bench.Deliveries.Open(bench.Platform, first, slots, now, limit, ct);
            hand.Heed(open);
            var free = open.Where(r => !hand.Has(r.Customer) && !_aside.Has(r.Customer)).ToArray();
            if (free.Length >= wanted || open.Count < limit)
            {
                return free;
            }

            limit += open.Count - free.Length;
        }
    }

    /// <summary>Leaves customers alone for a moment.</summary>
    public void Leave(DeliveryWork work) => Array.ForEach([.. work.Rows], r => _aside.Leave(r.Customer, bench.Clock.Now));
}
