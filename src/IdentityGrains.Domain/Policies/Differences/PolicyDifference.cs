namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>How two policies differ in what they mean, whatever their documents look like.</summary>
/// <param name="Changes">One change each, in the order of the sections and then by name and path.</param>
/// <param name="Widens">What the newer one releases to anybody that the older one did not, in sentences.</param>
public sealed record PolicyDifference(ImmutableArray<PolicyChange> Changes, ImmutableArray<string> Widens)
{
    /// <summary>True when both mean the same.</summary>
    public bool IsNone => Changes.IsEmpty;

    /// <summary>Compares two policies.</summary>
    public static PolicyDifference Between(Policy older, Policy newer)
    {
        var was = SaidByPolicy.Of(older).ToLookup(p => (p.Section, p.Name));
        var isNow = SaidByPolicy.Of(newer).ToLookup(p => (p.Section, p.Name));
        var changes = was.Select(g => g.Key).Union(isNow.Select(g => g.Key))
            .OrderBy(k => k.Section).ThenBy(k => k.Name, StringComparer.Ordinal)
            .SelectMany(key => Compare(SubjectOf(key.Section, key.Name), [.. was[key]], [.. isNow[key]]));
        return new PolicyDifference([.. changes], [.. Widening.Of(older, newer)]);
    }

    private static IEnumerable<PolicyChange> Compare(string subject, PolicyPart[] was, PolicyPart[] isNow)
    {
        if (was.Length == 0 || isNow.Length == 0)
        {
            return [new PolicyChange(subject, "", was.Length == 0 ? null : "", isNow.Length == 0 ? null : "")];
        }

        // A test says values: that it is another one is told, not what it says.
        if (was[0].Section == PolicySection.Test)
        {
            return was.SequenceEqual(isNow) ? [] : [new PolicyChange(subject, "", "", "")];
        }

        return was.Concat(isNow).Select(p => p.Group).Distinct().Order(StringComparer.Ordinal)
            .SelectMany(group => InGroup(subject, group, [.. was.Where(p => p.Group == group)], [.. isNow.Where(p => p.Group == group)]));
    }

    private static List<PolicyChange> InGroup(string subject, string group, PolicyPart[] was, PolicyPart[] isNow)
    {
        List<PolicyChange> found = [];
        if (group.Length > 0 && (was.Length == 0 || isNow.Length == 0))
        {
            // A mapping that comes or goes whole is one change, not one for each of its keys.
            found.Add(new PolicyChange(subject, group, Whole(was), Whole(isNow)));
            return found;
        }

        var (before, after) = (was.ToDictionary(p => p.Key, p => p.Words), isNow.ToDictionary(p => p.Key, p => p.Words));
        foreach (var key in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (old, young) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            if (old != young)
            {
                found.Add(new PolicyChange(subject, group.Length == 0 ? key : $"{group}/{key}", old, young));
            }
        }

        return found;
    }

    private static string? Whole(PolicyPart[] parts) => parts.Length == 0 ? null : string.Join("; ", parts.Select(p => $"{p.Key} {p.Words}"));

    private static string SubjectOf(PolicySection section, string name) => section switch
    {
        PolicySection.Test => $"test \"{name}\"",
        PolicySection.Graph => name,
        _ when name.Length == 0 => Words.Of(section).Replace('_', ' '),
        _ => $"{Words.Of(section)} {name}",
    };
}
