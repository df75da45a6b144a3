using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Values;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Who displaces whom: the questions that a synchronisation leaves open, each answered.</summary>
internal static class OverwriteSection
{
    private const string NewerThan = "if_newer_than_";

    private static readonly FrozenDictionary<string, BlankRule> Blanks = new Dictionary<string, BlankRule>
    {
        ["never"] = BlankRule.Never,
        ["sor_only"] = BlankRule.SystemOfRecordOnly,
        ["any"] = BlankRule.Any,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, UnverifiedRule> Unverified = new Dictionary<string, UnverifiedRule>
    {
        ["n/a"] = UnverifiedRule.NotApplicable,
        ["pend"] = UnverifiedRule.Pend,
        ["never"] = UnverifiedRule.Never,
    }.ToFrozenDictionary();

    public static OverwriteTable Read(MappingReader m, string type)
    {
        var (lowerRank, newerBy) = LowerRank(m.Required("lowerRank"), type);
        var table = new OverwriteTable(
            lowerRank,
            newerBy,
            m.Required("equalRank").Member<EqualRankRule>(),
            m.Required("blankOverValue").Word(Blanks),
            m.Required("staleAssertion").Member<StaleRule>(),
            m.Required("unverifiedOverVerified").Word(Unverified),
            m.Optional("atomicGroup")?.Words(AddressFormat.Names) ?? []);
        if (type is not ("" or "address") && m.Has("atomicGroup"))
        {
            m.Refuse("atomicGroup", "atomic-group", "Only a field of type address has parts.");
        }

        return table;
    }

    private static (LowerRankRule Rule, TimeSpan NewerBy) LowerRank(ValueReader value, string type)
    {
        var word = value.Text();
        switch (word)
        {
            case "":
            case "never":
                return (LowerRankRule.Never, TimeSpan.Zero);
            case "only_if_higher_expired":
                return (LowerRankRule.OnlyIfHigherExpired, TimeSpan.Zero);
            case "only_more_restrictive":
                if (type is not ("" or "bool" or "topicSet"))
                {
                    value.Refuse("rule-does-not-fit", "Only truth values and topic sets can be more or less restrictive.");
                }

                return (LowerRankRule.OnlyMoreRestrictive, TimeSpan.Zero);
        }

        if (word.StartsWith(NewerThan, StringComparison.Ordinal)
            && ValueReader.TryDuration(word[NewerThan.Length..], out var newerBy)
            && newerBy > TimeSpan.Zero && word.EndsWith('D'))
        {
            return (LowerRankRule.IfNewerThan, newerBy);
        }

        value.Refuse("unknown-word", "One of these is expected here: never, only_if_higher_expired, only_more_restrictive, if_newer_than_PnD.");
        return default;
    }
}
