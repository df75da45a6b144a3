using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers;

/// <summary>
/// C-3: per customer, writes and strong reads are linear in real time. The version that an answer names is its place in the order, so the check is exact
/// and takes one pass: what began after something was acknowledged has a later place. A plain read may be late, yet what it saw must have existed.
/// </summary>
internal static class Linearizability
{
    public const string Name = "C-3";

    public static IReadOnlyList<Violation> Check(IReadOnlyCollection<Operation> operations, IReadOnlyCollection<Kept> kept)
    {
        var violations = new List<Violation>();
        var entries = kept.GroupBy(k => k.Customer).ToDictionary(g => g.Key, g => g.GroupBy(k => k.Version).ToDictionary(v => v.Key, v => v.First()));
        var invoked = operations.Where(o => o.IsWrite).GroupBy(o => (o.Customer, o.Principal, o.Id)).ToDictionary(g => g.Key, g => g.Min(o => o.Invoked));
        foreach (var customer in operations.GroupBy(o => o.Customer))
        {
            var acknowledged = customer.Where(o => o is { Seen: not null, Acknowledged: not null }).ToList();
            RealTime(customer.Key, acknowledged.Where(o => o.Kind != ActKind.PlainRead), violations);
            foreach (var read in acknowledged.Where(o => !o.IsWrite))
            {
                Existed(read, entries.GetValueOrDefault(customer.Key), invoked, violations);
            }
        }

        return violations;
    }

    private static void RealTime(string customer, IEnumerable<Operation> linear, List<Violation> violations)
    {
        var byBegin = linear.OrderBy(o => o.Invoked).ToList();
        var byEnd = new Queue<Operation>(byBegin.OrderBy(o => o.Acknowledged));
        Operation? latest = null;
        foreach (var next in byBegin)
        {
            while (byEnd.TryPeek(out var over) && over.Acknowledged < next.Invoked)
            {
                byEnd.Dequeue();
                latest = latest is null || over.Seen!.Version > latest.Seen!.Version ? over : latest;
            }

            // A read may see what another read or a write saw before it; a write must come after.
            if (latest is { Seen.Version: var floor } && (next.IsWrite ? next.Seen!.Version <= floor : next.Seen!.Version < floor))
            {
                violations.Add(new Violation(
                    Name, customer, $"{next.Kind} {next.Id} began after version {floor} was acknowledged to {latest.Id} and has version {next.Seen.Version}"));
            }
        }
    }

    private static void Existed(
        Operation read, Dictionary<long, Kept>? entries, Dictionary<(string, string, string), long> invoked, List<Violation> violations)
    {
        if (entries?.GetValueOrDefault(read.Seen!.Version) is not { } entry || entry.Hash != read.Seen.Hash)
        {
            violations.Add(new Violation(Name, read.Customer, $"{read.Id} saw version {read.Seen!.Version} with an entry that is not kept"));
        }
        else if (invoked.TryGetValue((entry.Customer, entry.Principal, entry.Operation), out var begun) && begun > read.Acknowledged)
        {
            violations.Add(new Violation(Name, read.Customer, $"{read.Id} saw version {entry.Version} before anybody asked for it"));
        }
    }
}
