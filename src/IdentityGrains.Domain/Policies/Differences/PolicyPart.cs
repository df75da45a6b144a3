using System.Globalization;
using System.Xml;

namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>One thing that a policy says, at its place.</summary>
/// <param name="Section">In which section.</param>
/// <param name="Name">Of what: a source, a field, a platform... Empty for sections that say one thing.</param>
/// <param name="Group">The mapping below it that comes and goes as a whole, for example <c>sources/crm</c>; empty when there is none.</param>
/// <param name="Key">The key.</param>
/// <param name="Words">What stands there, in words; null for nothing.</param>
internal sealed record PolicyPart(PolicySection Section, string Name, string Group, string Key, string? Words);

/// <summary>Gathers what one named thing of a policy says. What is not said leaves no part.</summary>
internal sealed class PolicyParts(PolicySection section, string name)
{
    private readonly List<PolicyPart> _parts = [];
    private string _group = "";

    public IReadOnlyList<PolicyPart> All => _parts;

    /// <summary>What follows stands in this mapping.</summary>
    public PolicyParts In(string group)
    {
        _group = group;
        return this;
    }

    public PolicyParts Say(string key, string? words)
    {
        if (!string.IsNullOrEmpty(words))
        {
            _parts.Add(new PolicyPart(section, name, _group, key, words));
        }

        return this;
    }

    public PolicyParts Say(string key, bool yes) => Say(key, yes ? "true" : "false");

    public PolicyParts Say(string key, int number) => Say(key, (int?)number);

    public PolicyParts Say(string key, int? number) => Say(key, number?.ToString(CultureInfo.InvariantCulture));

    public PolicyParts Say(string key, double number) => Say(key, number.ToString(CultureInfo.InvariantCulture));

    public PolicyParts Say(string key, TimeSpan? span) => Say(key, span is { } some ? Duration(some) : null);

    public PolicyParts Word<T>(string key, T? member)
        where T : struct, Enum => Say(key, member is { } some ? Words.Of(some) : null);

    /// <summary>A list whose order says something.</summary>
    public PolicyParts List<T>(string key, IEnumerable<T> items) => Say(key, string.Join(", ", items));

    /// <summary>A list whose order says nothing.</summary>
    public PolicyParts Set<T>(string key, IEnumerable<T> items) =>
        Say(key, string.Join(", ", items.Select(i => i?.ToString()).Order(StringComparer.Ordinal)));

    public static string Duration(TimeSpan span) => XmlConvert.ToString(span);
}
