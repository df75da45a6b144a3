using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Policies.Activation;

/// <summary>
/// What a policy may not lack when it takes another's place. Names of fields, sources and purposes stand in entries, claims and consents, values are read
/// by their field's type, and both are sealed: so what a policy in force ever named stays named. What a platform was told can be taken back only where it
/// is mapped; <c>purposes: []</c> takes it back.
/// </summary>
public static class Compatibility
{
    /// <summary>Every place at which the next policy lacks, or reads otherwise, what the one in force names; pointers into the document.</summary>
    public static ImmutableArray<Fault> Faults(Policy inForce, Policy next) =>
    [
        .. Lacking("fields", inForce.Fields.Keys.Where(f => !next.Fields.ContainsKey(f)).Select(f => f.Value), "field-in-use"),
        .. Lacking(
            "fields", inForce.Fields.Values.Where(f => next.Fields.TryGetValue(f.Name, out var rule) && rule.Type != f.Type).Select(f => f.Name.Value),
            "type-in-use"),
        .. Lacking("purposes", inForce.Purposes.Keys.Where(p => !next.Purposes.ContainsKey(p)).Select(p => p.Value), "purpose-in-use"),
        .. Lacking("sources", inForce.Sources.Keys.Where(s => !next.Sources.ContainsKey(s)).Select(s => s.Value), "source-in-use"),
        .. inForce.Platforms.Values.OrderBy(p => p.Name.Value, StringComparer.Ordinal)
            .Where(p => next.Platforms.ContainsKey(p.Name)).SelectMany(p => Mappings(p, next.Platforms[p.Name])),
    ];

    private static IEnumerable<Fault> Mappings(Platform inForce, Platform next) => inForce.Fields
        .Where(f => next.Mapping(f.Field)?.To != f.To)
        .Select(f => new Fault($"/spec/platforms/{inForce.Name}/fields/{f.Field}", next.Mapping(f.Field) is null ? "mapping-in-use" : "target-in-use"))
        .Concat(inForce.PurposeSignals.OrderBy(s => s.Key.Value, StringComparer.Ordinal)
            .Where(s => next.PurposeSignals.GetValueOrDefault(s.Key)?.To != s.Value.To)
            .Select(s => new Fault(
                $"/spec/platforms/{inForce.Name}/purposeSignals/{s.Key}", next.PurposeSignals.ContainsKey(s.Key) ? "target-in-use" : "signal-in-use")));

    private static IEnumerable<Fault> Lacking(string section, IEnumerable<string> names, string code) =>
        names.Order(StringComparer.Ordinal).Select(name => new Fault($"/spec/{section}/{name}", code));
}
