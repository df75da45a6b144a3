namespace IdentityGrains.Storage.Delivery;

/// <summary>What steps of deliveries find, each what the steps before it left. Pure: whoever asks holds fast what it was made from.</summary>
/// <param name="epoch">The policy epoch in force.</param>
/// <param name="now">The store's time, in microseconds.</param>
/// <param name="fences">The version of each customer after which nothing older may leave.</param>
/// <param name="rows">The customers' delivery rows.</param>
/// <param name="ends">Where their disclosure logs end, and the permit that is out.</param>
internal sealed class DeliveryBook(
    long epoch, long now, IReadOnlyDictionary<CustomerId, long> fences, IEnumerable<DeliveryRow> rows, IEnumerable<LogEnd> ends)
{
    private readonly Dictionary<(CustomerId, PlatformName), DeliveryRow> _rows = rows.ToDictionary(r => (r.Customer, r.Platform));
    private readonly Dictionary<(CustomerId, PlatformName), LogEnd> _ends = ends.ToDictionary(e => (e.Customer, e.Platform));
    private readonly HashSet<(CustomerId, PlatformName)> _moved = [];

    /// <summary>The rows that moved, as they are now.</summary>
    public IReadOnlyList<DeliveryRow> Moved => [.. _moved.Select(m => _rows[m])];

    /// <summary>Where the log of a customer and platform ends now.</summary>
    public LogEnd EndOf(CustomerId customer, PlatformName platform) =>
        _ends.GetValueOrDefault((customer, platform)) ?? new LogEnd(customer, platform, 0, null);

    /// <summary>Takes a step, if everything is as it found it.</summary>
    public bool Take(DeliveryStep step)
    {
        var of = (step.Before.Customer, step.Before.Platform);
        var end = EndOf(of.Customer, of.Platform);
        if (!_rows.TryGetValue(of, out var row) || !row.IsStill(step.Before) || (step.Log is { } entry && entry.Number != end.Number + 1)
            || (step.Takes is { } permit && !MayLeave(permit, of.Customer, end)))
        {
            return false;
        }

        _rows[of] = step.After;
        _moved.Add(of);
        _ends[of] = end with { Number = step.Log?.Number ?? end.Number, Permit = After(step, end.Permit) };
        return true;
    }

    private bool MayLeave(SendPermit permit, CustomerId customer, LogEnd end) =>
        permit.Epoch == epoch && fences.TryGetValue(customer, out var fence) && fence <= permit.Version && !(end.Permit?.Until > now);

    private HeldPermit? After(DeliveryStep step, HeldPermit? held) => step switch
    {
        { Takes: { } permit, Log: { } log } => new HeldPermit(log.Number, permit.Version, now + (long)permit.Keeps.TotalMicroseconds),
        { Returns: { } number } when held?.Number == number => null,
        _ => held,
    };
}

/// <summary>Where one disclosure log ends.</summary>
/// <param name="Customer">About whom.</param>
/// <param name="Platform">With whom.</param>
/// <param name="Number">The number of its last entry; 0 before the first.</param>
/// <param name="Permit">The permit that was taken last and not given back; null when there is none.</param>
internal sealed record LogEnd(CustomerId Customer, PlatformName Platform, long Number, HeldPermit? Permit);

/// <summary>A permit as it is kept: who took it, what it rests on, and until when, in microseconds.</summary>
internal sealed record HeldPermit(long Number, long Version, long Until);
