using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Fields;

/// <summary>Whether a source may speak of fields at all. Authority is asked before anything that could tell a stranger what the value is.</summary>
internal static class FieldAuthority
{
    /// <summary>The rules of the command's fields, in its order; or the refusal that names every field that breaks the first broken rule.</summary>
    public static (FieldRule[] Rules, Decision? Refusal) Check(Asked asked, AssertFields command)
    {
        var unknown = Faults(command, f => !asked.Policy.Fields.ContainsKey(f), "unknown-field");
        if (!unknown.IsEmpty)
        {
            return ([], new Decision.Refused(Refusal.UnknownField, unknown));
        }

        var denied = Faults(command, f => asked.Policy.Fields[f].RankOf(asked.Source.Name) is null, "field-authority-denied");
        return denied.IsEmpty
            ? ([.. command.Fields.Select(f => asked.Policy.Fields[f.Field])], null)
            : ([], new Decision.Refused(Refusal.FieldAuthorityDenied, denied));
    }

    /// <summary>The fields that are set for ever and are said to be something else.</summary>
    public static ImmutableArray<Fault> ImmutableChanges(Customer customer, FieldRule[] rules, FieldValue[] values) =>
    [
        .. rules.Index()
            .Where(r => r.Item.Immutable && !customer.Field(r.Item.Name).Value.IsBlank && customer.Field(r.Item.Name).Value != values[r.Index])
            .Select(r => new Fault(r.Item.Name.Value, "field-immutable")),
    ];

    /// <summary>The fields that refuse what is older than their value and of no better source.</summary>
    /// <remarks>
    /// Asked of the current value, not of the outcome: resolution orders claims by observation, so that a late claim is displaced by what came
    /// after it and its outcome seldom reads "stale".
    /// </remarks>
    public static ImmutableArray<Fault> TooLate(Asked asked, AssertFields command, FieldRule[] rules) =>
    [
        .. rules.Where(r => r.Overwrite.Stale == StaleRule.Reject && asked.Customer.Field(r.Name).Current is { } current
                && command.ObservedAt < current.ObservedAt && !RanksBetter(r, asked.Source.Name, current.Source))
            .Select(r => new Fault(r.Name.Value, "stale-assertion")),
    ];

    // A holder that the policy ranks no more is worse than any that it ranks.
    private static bool RanksBetter(FieldRule rule, SourceName source, SourceName holder) =>
        rule.RankOf(holder) is not { } held || rule.RankOf(source)?.Rank < held.Rank;

    private static ImmutableArray<Fault> Faults(AssertFields command, Func<FieldName, bool> breaks, string code) =>
        [.. command.Fields.Where(f => breaks(f.Field)).Select(f => new Fault(f.Field.Value, code))];
}
