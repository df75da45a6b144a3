using IdentityGrains.Domain;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Sets of laws and what they make of each purpose.</summary>
internal sealed class RegionsSection(IReadOnlyDictionary<PurposeName, Purpose> purposes)
{
    private const string Withdraw = "withdraw_";

    private static readonly FrozenDictionary<string, string[]?> RightsKnown = new Dictionary<string, string[]?>
    {
        ["access"] = null,
        ["rectification"] = null,
        ["correction"] = null,
        ["erasure"] = null,
        ["restriction"] = null,
        ["portability"] = null,
        ["objection"] = null,
        ["opt_out"] = null,
        ["recipientNotification"] = ["per_recipient"],
        ["optOutStatusDisplay"] = ["required"],
    }.ToFrozenDictionary();

    public FrozenDictionary<RegionName, Region> Read(ValueReader regions) =>
        regions.Entries(Shape.Region(), Shape.RegionDescribed, Region).ToFrozenDictionary(r => r.Name);

    private Region Region(string name, MappingReader m) => new(
        new RegionName(name),
        m.Required("laws").Set(v => v.Text()),
        m.Required("resolve").Words("verified_residence", "postal_address", "account_country", "ip_country"),
        Models(m),
        Signals(m.Required("signals")),
        m.Required("minors").Mapping(new MinorsSection(purposes).Read)!,
        Rights(m.Required("rights")));

    private FrozenDictionary<PurposeName, PurposeRule> Models(MappingReader m)
    {
        var models = new Dictionary<PurposeName, PurposeRule>();
        foreach (var (purpose, rule) in m.Required("purposes").Pairs(Shape.Name(), Shape.NameDescribed))
        {
            if (!purposes.ContainsKey(new PurposeName(purpose)))
            {
                rule.Refuse("unknown-purpose", "No purpose of this name is declared.");
            }

            models[new PurposeName(purpose)] = rule.Mapping(r => new PurposeRule(
                r.Required("model").Member<PurposeModel>(),
                r.Required("basis").Text(Shape.Token(), Shape.TokenDescribed)))!;
        }

        foreach (var purpose in purposes.Keys.Where(p => m.Has("purposes") && !models.ContainsKey(p)))
        {
            m.Refuse("purposes", "purpose-without-rule", $"Every purpose needs a rule in every region; {purpose} has none here.");
        }

        return models.ToFrozenDictionary();
    }

    private FrozenDictionary<string, PurposeName> Signals(ValueReader signals)
    {
        var read = new Dictionary<string, PurposeName>();
        foreach (var (signal, value) in signals.Pairs(Shape.Name(), Shape.NameDescribed))
        {
            if (signal != "gpc")
            {
                value.Refuse("unknown-key", "The signal gpc is the only one known.");
            }

            var action = value.Text();
            var purpose = new PurposeName(action.StartsWith(Withdraw, StringComparison.Ordinal) ? action[Withdraw.Length..] : "");
            if (action.Length > 0 && !purposes.ContainsKey(purpose))
            {
                value.Refuse("unknown-purpose", "withdraw_ and the name of a declared purpose is expected here.");
            }

            read[signal] = purpose;
        }

        return read.ToFrozenDictionary();
    }

    private static FrozenDictionary<string, string> Rights(ValueReader rights)
    {
        var read = new Dictionary<string, string>();
        foreach (var (right, value) in rights.Pairs(Shape.Key(), Shape.KeyDescribed))
        {
            if (!RightsKnown.TryGetValue(right, out var words))
            {
                value.Refuse("unknown-key", $"This right is not known; known are {string.Join(", ", RightsKnown.Keys.Order(StringComparer.Ordinal))}.");
                continue;
            }

            read[right] = words is null ? value.Deadline() : value.Word(words);
        }

        return read.ToFrozenDictionary();
    }
}
