using System.Text;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers;

/// <summary>A promise that was not kept: which checker saw it, of whom, and what.</summary>
internal sealed record Violation(string Checker, string Customer, string What)
{
    public override string ToString() => $"{Checker}: {Customer}: {What}";
}

/// <summary>A customer's whole history as text, for whoever has to find out why.</summary>
internal static class Telling
{
    public static string Of(string customer, IEnumerable<Operation> operations, IEnumerable<Kept> kept)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"customer {customer}");
        var attempts = operations.Where(o => o.Customer == customer).SelectMany(o => o.Attempts.Select(a => (o, a))).OrderBy(p => p.a.Invoked);
        foreach (var (operation, attempt) in attempts)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{attempt.Invoked} .. {attempt.Returned?.ToString() ?? "never"} host {attempt.Host} {operation.Kind} {operation.Id} by {operation.Principal}: "
                    + $"{attempt.Ending} {attempt.Status} v{attempt.Seen?.Version}");
        }

        foreach (var entry in kept.Where(k => k.Customer == customer).OrderBy(k => k.Version))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"kept v{entry.Version} {entry.Operation} by {entry.Principal} epoch {entry.Epoch} {entry.Hash[..12]}");
        }

        return text.ToString();
    }
}
