using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Recurring reviews.</summary>
internal static class ReviewsSection
{
    private const int MostReviewers = 10;

    private static readonly string[] Names = ["sync_exceptions", "nhi_recertify", "authority_map"];

    public static FrozenDictionary<string, ReviewRule> Read(MappingReader m) =>
        Names.Select(n => m.Required(n).Mapping(r => Review(n, r))).OfType<ReviewRule>().ToFrozenDictionary(r => r.Name);

    private static ReviewRule Review(string name, MappingReader m) => new(
        name,
        m.Required("cadence").Duration(),
        m.Required("reviewers").Set(ExceptionsSection.Assignee),
        m.Optional("quorum")?.Whole(1, MostReviewers),
        [.. m.Optional("overdueEscalation")?.Values().Select(v => v.Duration()) ?? []],
        m.Optional("freezeNewPurposesWhenOverdueBy")?.Duration(),
        m.Optional("autoDisableAfter")?.Duration());
}
