using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Typed deviations. Each one that can open must have somebody who acts on it.</summary>
internal static class ExceptionsSection
{
    public static readonly string[] Names =
    [
        "delivery_rejected_permanent", "delivery_indeterminate", "drift_detected", "unproven_source", "conflicting_claims",
        "consent_not_confirmed", "verification_expired", "unmerge_ambiguous",
    ];

    // Without a word of its own, each of these is treated as the law says that its like is.
    private static readonly string[] Unnamed = [.. ExceptionLaw.Unnamed.Keys.Order(StringComparer.Ordinal)];

    private static readonly string[] Parts = ["platform.owner", "category.owner", "category.steward", "source.owner", "nhi.owner"];

    public static FrozenDictionary<string, ExceptionRule> Read(MappingReader m) =>
        Names.Select(n => m.Required(n).Mapping(e => Exception(n, e)))
            .Concat(Unnamed.Select(n => m.Optional(n)?.Mapping(e => Exception(n, e)))).OfType<ExceptionRule>().ToFrozenDictionary(e => e.Name);

    private static ExceptionRule Exception(string name, MappingReader m) => new(
        name,
        m.Required("severity").Word([.. ExceptionLaw.Severities]),
        m.Required("sla").Duration(),
        Assignee(m.Required("assignTo")),
        m.Optional("escalateTo") is { } escalate ? Assignee(escalate) : null);

    /// <summary>Somebody by name, or by the part that they play for the thing concerned.</summary>
    public static string Assignee(ValueReader value)
    {
        var text = value.Text();
        if (text.Length == 0 || Parts.Contains(text) || Shape.Party().IsMatch(text))
        {
            return text;
        }

        value.Refuse("unknown-word", $"One of these is expected here: {string.Join(", ", Parts)}, {Shape.PartyDescribed}.");
        return "";
    }
}
