using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Fields;

/// <summary>Whether a source may speak of fields at all. Authority is asked before anything that could tell a stranger what the value is.</summary>
internal static class FieldAuthority
{
    /// <summary>The rules of the command's fields, in its order; or the refusal that names every field that breaks the first broken rule.</summary>
    public static (FieldRule[] Rules, Decision? Refusal) Check(Asked asked, AssertFields command)
    {
        // A source may only speak under keys of its own that name this customer.
        if (command.Key is { } key && !asked.Customer.Keys.Contains(NativeKey.FromTrusted(asked.Source.Name, key)))
        {
            return ([], Decision.Refuse(Refusal.ForeignKey, new Fault("key", "foreign-key")));
        }

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

    private static ImmutableArray<Fault> Faults(AssertFields command, Func<FieldName, bool> breaks, string code) =>
        [.. command.Fields.Where(f => breaks(f.Field)).Select(f => new Fault(f.Field.Value, code))];
}
