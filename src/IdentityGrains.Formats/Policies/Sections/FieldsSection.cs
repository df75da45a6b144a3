using IdentityGrains.Domain;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Values;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>What is governed: per field its owner, its ranked sources and who displaces whom.</summary>
internal sealed class FieldsSection(
    IReadOnlyDictionary<string, Category> categories, IReadOnlyDictionary<SourceName, Source> sources, ImmutableArray<RegionName> regions)
{
    public FrozenDictionary<FieldName, FieldRule> Read(ValueReader fields)
    {
        var rules = fields.Entries(Shape.Name(), Shape.NameDescribed, Field);
        OnlyOne(fields, rules, r => r.Classification.Contains("age_gate") && r.Type == "date", "of type date is classified age_gate");
        OnlyOne(fields, rules, r => r.Classification.Contains("age_gate") && r.Type == "enum", "of type enum is classified age_gate");
        OnlyOne(fields, rules, r => r.Type == "region", "is of type region");
        return rules.ToFrozenDictionary(r => r.Name);
    }

    private FieldRule Field(string name, MappingReader m)
    {
        var type = m.Required("type").Word([.. FieldFormats.Types]);
        var ranked = new RankedSources(sources).Read(m.Required("sources"));
        var overwrite = m.Optional("overwrite")?.Mapping(o => OverwriteSection.Read(o, type)) ?? OverwriteTable.OneSource;
        var rule = new FieldRule(
            new FieldName(name),
            m.Required("category").NameOf(categories.Keys, "category"),
            type,
            FieldFormats.For(type, overwrite.AtomicGroup, regions) ?? new TextFormat(),
            m.Optional("classification")?.Words("pii", "contact_point", "login_identifier", "age_gate", "inferred") ?? [],
            m.Required("systemOfRecord").Source(sources),
            [.. ranked.OrderBy(r => r.Rank)],
            overwrite,
            m.Optional("verification")?.Mapping(VerificationSection.Verification),
            m.Optional("validFor")?.Duration(),
            m.Optional("immutable")?.Flag() ?? false,
            m.Optional("derived")?.Flag() ?? false,
            m.Optional("householdShareable")?.Flag() ?? false,
            m.Optional("sharedContactPoint")?.Mapping(VerificationSection.Shared),
            m.Optional("onChange")?.Words("reevaluate_age_rules", "reevaluate_region_rules") ?? [])
        {
            Normalise = m.Optional("normalise")?.Words("trim", "nfc", "lower_domain") ?? [],
        };
        Check(m, rule);
        return rule;
    }

    private void Check(MappingReader m, FieldRule rule)
    {
        if (rule.SystemOfRecord.Value.Length > 0 && rule.Sources.Length > 0 && rule.RankOf(rule.SystemOfRecord) is not { Rank: 1 })
        {
            m.Refuse("systemOfRecord", "system-of-record-not-first", "The system of record must be a ranked source of rank 1.");
        }

        if (rule.Sources.Length > 1 && !m.Has("overwrite"))
        {
            m.Refuse("overwrite", "overwrite-missing", "More than one source may assert this field, so it must be said who displaces whom.");
        }

        if (m.Has("overwrite") && (rule.Verification is null ? UnverifiedRule.Pend : UnverifiedRule.NotApplicable) == rule.Overwrite.Unverified)
        {
            m.Refuse("overwrite", "unverified-rule", rule.Verification is null
                ? "unverifiedOverVerified is pend, but the field has no verification that could end the waiting."
                : "unverifiedOverVerified is n/a, but the field has a verification.");
        }

        if (rule.Verification is not null && rule.ValidFor is null)
        {
            m.Refuse("validFor", "verification-without-lifetime", "A verified field needs validFor: a contact point is not verified for ever.");
        }

        if (rule.Type == "address" && rule.Overwrite.AtomicGroup.IsEmpty)
        {
            m.Refuse("overwrite", "atomic-group", "A field of type address needs overwrite.atomicGroup: its parts change together.");
        }

        if (rule.Classification.Contains("age_gate") && rule.Type is not ("date" or "enum"))
        {
            m.Refuse("classification", "age-gate", "Only a date of birth, or an enum such as over_16, can tell an age.");
        }

        if (rule.IsFactual && rule.IsGuarded)
        {
            m.Refuse("sources", "guarded-fact", "Guards read this field, so no source of it can have one: its answer would change what it is asked of.");
        }

        CheckContracts(m, rule);
        CheckPartners(m, rule);
    }

    // A partner sells what it guesses of people: it may fill a gap, and never say where somebody is reached.
    private void CheckPartners(MappingReader m, FieldRule rule)
    {
        foreach (var partner in rule.Sources.Where(IsPartner))
        {
            if (!partner.FillOnly)
            {
                m.Refuse(
                    "sources", "partner-not-fill-only",
                    $"{partner.Source} is a partner: it is ranked with mode: fill_only, so that it never displaces a value.");
            }

            if (rule.Sources.Any(other => !IsPartner(other) && other.Rank >= partner.Rank))
            {
                m.Refuse("sources", "partner-not-last", $"{partner.Source} is a partner: every other source of the field must have a better rank.");
            }

            if (rule.Classification.Contains("contact_point"))
            {
                m.Refuse("sources", "partner-contact-point", $"{partner.Source} is a partner, and no partner says where a customer is reached.");
            }
        }
    }

    private bool IsPartner(RankedSource ranked) => sources.GetValueOrDefault(ranked.Source)?.Kind == SourceKind.PartnerEnrichment;

    // Resolution knows a field's lifetime, not its sources' contracts; so the field may not outlive the shortest of them.
    private void CheckContracts(MappingReader m, FieldRule rule)
    {
        foreach (var ranked in rule.Sources)
        {
            if (sources.GetValueOrDefault(ranked.Source)?.Contract is { } contract && !(rule.ValidFor <= contract.DataTtl))
            {
                m.Refuse(
                    "validFor", "outlives-contract",
                    $"The contract of {ranked.Source} lets a claim live for {contract.DataTtl.TotalDays} days; validFor must not be longer.");
            }
        }
    }

    private static void OnlyOne(ValueReader fields, ImmutableArray<FieldRule> rules, Func<FieldRule, bool> fits, string described)
    {
        if (rules.Count(fits) > 1)
        {
            fields.Refuse("ambiguous-fact", $"More than one field {described}; a customer's age and region must each be known from one field.");
        }
    }
}
