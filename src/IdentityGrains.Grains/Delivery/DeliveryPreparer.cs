using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Composes anew what one request is to tell.</summary>
/// <param name="bench">What it works with.</param>
/// <param name="can">What the request takes.</param>
internal sealed class DeliveryPreparer(DeliveryBench bench, ConnectorCapabilities can)
{
    /// <summary>The word for a record that is to go and that no connector can take away as the policy says: somebody has to.</summary>
    public const string ByHand = "remove_by_hand";

    /// <summary>
    /// What is told by one request: the contents of rows, or one record's end. Leave was given for one request, and taking a record away is one of its own:
    /// whoever stands first has his turn, and the others are in the next round. So he is composed before them; each time anew, their work would be for nothing.
    /// </summary>
    public async Task<IReadOnlyList<Attempt>> Prepare(IReadOnlyList<DeliveryRow> rows, CancellationToken ct)
    {
        var (attempts, next) = (new List<Attempt>(rows.Count), 0);
        while (attempts.Count == 0 && next < rows.Count)
        {
            attempts.AddRange(Some(await Prepare(rows[next++], ct)));
        }

        if (attempts is [{ Composed.Ends: not null }])
        {
            return attempts;
        }

        foreach (var part in rows.Skip(next).Chunk(DeliveryBench.StepsAtOnce))
        {
            var more = await Task.WhenAll(part.Select(r => Prepare(r, ct)));
            attempts.AddRange(more.SelectMany(Some).Where(a => a.Composed.Ends is null));
        }

        return attempts;
    }

    private static IEnumerable<Attempt> Some(Attempt? attempt) => attempt is null ? [] : [attempt];

    private async Task<Attempt?> Prepare(DeliveryRow row, CancellationToken ct)
    {
        if (await bench.Compose(row, ct) is not { } composed)
        {
            return null;
        }

        if (composed.Ends is { } end && bench.Installed.Remover?.Ends != end)
        {
            await bench.Take(new DeliveryStep(row, row with { State = DeliveryState.Rejected, Reason = ByHand }, null), ct);
            return null;
        }

        return Attempt.Of(row, composed, await bench.Deliveries.Holding(row.Customer, row.Platform, ct), can, bench.Index, bench.Clock.Now);
    }
}
