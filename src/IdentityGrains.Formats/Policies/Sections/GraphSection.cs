using IdentityGrains.Domain;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Rules between customers: merges, households, mandates.</summary>
internal sealed class GraphSection(IReadOnlyDictionary<FieldName, FieldRule> fields, IReadOnlyDictionary<PurposeName, Purpose> purposes)
{
    private const int MostMembers = 100;
    private const string Grant = "grant_";

    private static readonly string[] Scopes =
        ["read_profile", "update_profile", "update_preferences", "withdraw_consent", "grant_consent", "exercise_rights"];

    public GraphRules Read(MappingReader m) => new(
        m.Required("merge").Mapping(Merge)!,
        m.Required("household").Mapping(Household)!,
        m.Required("delegation").Mapping(Delegation)!);

    private static MergeRules Merge(MappingReader m)
    {
        ImmutableArray<string> auto = [];
        var otherwise = m.Required("approval").Mapping(a =>
        {
            auto = a.Required("auto").Words("same_verified_email_and_same_dob");
            return a.Required("otherwise").Word("steward");
        });
        return new MergeRules(
            m.Required("survivorIs").Word("oldest_verified"),
            m.Required("blockedWhen").Words(
                "two_distinct_verified_values_of_unique_field", "one_is_minor_and_other_is_adult", "open_rights_request", "legal_hold"),
            auto,
            otherwise ?? "",
            m.Required("consent").Word("most_restrictive_per_purpose"),
            m.Required("undoWindow").Duration());
    }

    private HouseholdRules Household(MappingReader m)
    {
        var shared = m.Required("sharedFields").Set(v =>
        {
            var field = v.Field(fields);
            if (fields.TryGetValue(field, out var rule) && !rule.HouseholdShareable)
            {
                v.Refuse("not-shareable", "This field is not householdShareable.");
            }

            return field.Value;
        });
        return new HouseholdRules(
            m.Required("maxMembers").Whole(2, MostMembers),
            [.. shared.Select(f => new FieldName(f))],
            m.Required("consentShared").Flag(),
            m.Required("leave").Word("copy_shared_fields"),
            m.Required("silentLeaveAllowed").Flag());
    }

    private DelegationRules Delegation(MappingReader m) => new(
        m.Required("maxDuration").Duration(),
        m.Required("chainAllowed").Flag(),
        m.Required("scopes").Words(Scopes),
        m.Required("neverDelegable").Words(
            [.. purposes.Keys.Select(p => Grant + p.Value), "change_email_without_subject_verification"]),
        m.Required("guardian").Mapping(g => new GuardianRules(g.Required("scopes").Words(Scopes), g.Required("endsAt").Word("consent_age")))!);
}
