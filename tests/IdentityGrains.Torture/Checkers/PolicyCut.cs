using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers;

/// <summary>R11: what was asked after an activation had been acknowledged was decided under that policy or a later one, and epochs never go back.</summary>
internal static class PolicyCut
{
    public const string Name = "R11";

    public static IReadOnlyList<Violation> Check(
        IReadOnlyCollection<Operation> operations, IReadOnlyCollection<Kept> kept, IReadOnlyCollection<Activated> activations)
    {
        var violations = new List<Violation>();
        var entries = kept.GroupBy(k => (k.Customer, k.Principal, k.Operation)).ToDictionary(g => g.Key, g => g.First());
        foreach (var operation in operations.Where(o => o.IsWrite))
        {
            var floor = activations.Where(a => a.Acknowledged < operation.Invoked).Select(a => a.Epoch).DefaultIfEmpty(0).Max();
            if (entries.TryGetValue((operation.Customer, operation.Principal, operation.Id), out var entry) && entry.Epoch < floor)
            {
                violations.Add(new Violation(
                    Name, operation.Customer, $"{operation.Id} was decided under epoch {entry.Epoch} after {floor} was acknowledged to be in force"));
            }
        }

        foreach (var customer in kept.GroupBy(k => k.Customer))
        {
            long before = 0;
            foreach (var entry in customer.OrderBy(k => k.Version))
            {
                if (entry.Epoch < before)
                {
                    violations.Add(new Violation(Name, customer.Key, $"version {entry.Version} has epoch {entry.Epoch} after {before}"));
                }

                before = entry.Epoch;
            }
        }

        return violations;
    }
}
