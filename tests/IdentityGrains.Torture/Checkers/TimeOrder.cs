using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers;

/// <summary>
/// Only the store's clock dates: what is kept is dated between the asking and the answer, by the store's time, whichever host wrote it and whatever that host's
/// own clock said; and each version later than the one before.
/// </summary>
internal static class TimeOrder
{
    public const string Name = "time";

    /// <summary>How far a silo may be off the store's time: what it allows itself, and as much as the asking may have taken.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromSeconds(2.5);

    public static IReadOnlyList<Violation> Check(IReadOnlyCollection<Operation> operations, IReadOnlyCollection<Kept> kept, StoreTime time)
    {
        var violations = new List<Violation>();
        foreach (var customer in kept.GroupBy(k => k.Customer))
        {
            var before = DateTimeOffset.MinValue;
            foreach (var entry in customer.OrderBy(k => k.Version))
            {
                if (entry.RecordedAt <= before)
                {
                    violations.Add(new Violation(Name, customer.Key, $"version {entry.Version} is dated {entry.RecordedAt:O}, after one of {before:O}"));
                }

                before = entry.RecordedAt;
            }
        }

        return time.IsKnown ? [.. violations, .. Dates(operations, kept, time)] : violations;
    }

    private static IEnumerable<Violation> Dates(IEnumerable<Operation> operations, IEnumerable<Kept> kept, StoreTime time)
    {
        var entries = kept.GroupBy(k => (k.Customer, k.Principal, k.Operation)).ToDictionary(g => g.Key, g => g.First());
        foreach (var operation in operations.Where(o => o.IsWrite))
        {
            if (!entries.TryGetValue((operation.Customer, operation.Principal, operation.Id), out var entry))
            {
                continue;
            }

            var early = time.Of(operation.Invoked) - entry.RecordedAt;
            var late = operation.Acknowledged is { } acknowledged ? entry.RecordedAt - time.Of(acknowledged) : TimeSpan.Zero;
            if (early > Doubt || late > Doubt)
            {
                yield return new Violation(
                    Name, operation.Customer,
                    $"{operation.Id} is dated {(early > Doubt ? early : late).TotalSeconds:0.0} s "
                        + (early > Doubt ? "before it was asked" : "after it was acknowledged"));
            }
        }
    }
}
