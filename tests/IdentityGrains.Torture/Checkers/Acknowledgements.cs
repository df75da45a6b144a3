using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers;

/// <summary>
/// C-1: what was acknowledged is kept under that very version, operation and hash; nothing is kept twice, nothing that nobody asked, and nobody was told
/// "no" of something that is kept.
/// </summary>
internal static class Acknowledgements
{
    public const string Name = "C-1";

    public static IReadOnlyList<Violation> Check(IReadOnlyCollection<Operation> operations, IReadOnlyCollection<Kept> kept)
    {
        var violations = new List<Violation>();
        var places = kept.GroupBy(k => (k.Customer, k.Version)).ToDictionary(g => g.Key, g => g.First());
        var acts = kept.ToLookup(k => (k.Customer, k.Principal, k.Operation));
        Gapless(kept, violations);
        foreach (var doubled in acts.Where(a => a.Count() > 1))
        {
            Add(violations, doubled.Key.Customer, $"{doubled.Key.Operation} took effect at versions {string.Join(", ", doubled.Select(k => k.Version))}");
        }

        var asked = new HashSet<(string, string, string)>();
        foreach (var operation in operations.Where(o => o.IsWrite))
        {
            asked.Add((operation.Customer, operation.Principal, operation.Id));
            Examine(operation, places, acts[(operation.Customer, operation.Principal, operation.Id)].Any(), violations);
        }

        foreach (var entry in kept.Where(k => k.Principal != Kept.Ourselves && !asked.Contains((k.Customer, k.Principal, k.Operation))))
        {
            Add(violations, entry.Customer, $"nobody asked for {entry.Operation}, which is kept at version {entry.Version}");
        }

        return violations;
    }

    private static void Gapless(IReadOnlyCollection<Kept> kept, List<Violation> violations)
    {
        foreach (var customer in kept.GroupBy(k => k.Customer))
        {
            long expected = 1;
            foreach (var version in customer.Select(k => k.Version).Order())
            {
                if (version != expected)
                {
                    Add(
                        violations, customer.Key,
                        version < expected ? $"version {version} is kept twice" : $"versions {expected} to {version - 1} are missing");
                }

                expected = version + 1;
            }
        }
    }

    private static void Examine(Operation operation, Dictionary<(string, long), Kept> places, bool isKept, List<Violation> violations)
    {
        foreach (var told in operation.Attempts.Where(a => a.IsDone).Select(a => a.Seen!))
        {
            if (!places.TryGetValue((operation.Customer, told.Version), out var entry) || !IsOf(entry, operation))
            {
                Add(violations, operation.Customer, $"{operation.Id} was acknowledged at version {told.Version} and is not kept there");
            }
            else if (entry.Hash != told.Hash)
            {
                Add(violations, operation.Customer, $"{operation.Id}: the receipt of version {told.Version} has another hash than the entry");
            }
        }

        var refusedAfterwards = operation.Acknowledged is { } done && operation.Attempts.Any(a => a.Ending == Ending.Refused && a.Invoked > done);
        if (refusedAfterwards || (isKept && operation.Attempts.All(a => a.Ending is Ending.Refused or Ending.TurnedAway)))
        {
            Add(violations, operation.Customer, $"{operation.Id} is kept, and its caller was told that it had no effect");
        }
    }

    private static bool IsOf(Kept entry, Operation operation) => entry.Operation == operation.Id && entry.Principal == operation.Principal;

    private static void Add(List<Violation> violations, string customer, string what) => violations.Add(new Violation(Name, customer, what));
}
