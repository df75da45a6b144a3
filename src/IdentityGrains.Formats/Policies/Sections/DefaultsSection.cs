using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>What holds where nothing is said. A document must say it, and only the answer that fails closed is one.</summary>
internal static class DefaultsSection
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(10);

    private static readonly (string Key, string Closed)[] Answers =
    [
        ("unknownField", "reject"),
        ("unrankedSource", "reject"),
        ("insufficientProof", "quarantine"),
        ("noDecision", "withhold"),
        ("unknownRegion", "strictest"),
        ("unknownAge", "adult_no_consent_grants"),
        ("policyEvaluationError", "withhold"),
    ];

    public static PolicyDefaults Read(MappingReader m)
    {
        foreach (var (key, closed) in Answers)
        {
            var answer = m.Required(key).Text();
            if (answer.Length > 0 && answer != closed)
            {
                m.Refuse(key, "not-fail-closed", $"Only {closed} is accepted here.");
            }
        }

        var skew = m.Required("clockSkewTolerance").Duration();
        if (skew > MostSkew)
        {
            m.Refuse("clockSkewTolerance", "out-of-range", "A tolerance of at most PT10M is accepted: a later observation could win for as long.");
        }

        return new PolicyDefaults(skew);
    }
}
