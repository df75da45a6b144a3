using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Claims;

public class DisplacementTests
{
    private static readonly FieldRule Ranks = Rule(Ranked("self", 1), Ranked("shop", 3), Ranked("crm", 3), Ranked("till", 4));

    // The six lines of the policy page: current claim, newcomer a day later, and what becomes of both.
    public static TheoryData<string, string, string?, string, string?, string> Lines => new()
    {
        { "1. a blank never clears a value", "self", "Ana", "crm", null, "winner blank_ignored" },
        { "1. not even of a better rank", "crm", "Ana", "self", null, "winner blank_ignored" },
        { "1. a blank over a blank is news as any other", "shop", null, "crm", null, "corroborates winner" },
        { "4. a better rank displaces", "crm", "Ana", "self", "Anna", "superseded winner" },
        { "5. an equal rank displaces", "crm", "Ana", "shop", "Anna", "superseded winner" },
        { "6. a worse rank does not", "self", "Ana", "crm", "Anna", "winner lower_rank" },
        { "6. not even over a blank", "self", null, "crm", "Anna", "winner lower_rank" },
        { "a loser that says the same corroborates", "self", "Ana", "crm", "Ana", "winner corroborates" },
        { "and so does a displaced claim", "crm", "Ana", "self", "Ana", "corroborates winner" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_first_line_that_applies_decides(string line, string current, string? value, string newcomer, string? news, string outcomes)
    {
        Assert.NotEmpty(line);
        Assert.Equal(outcomes, Resolve(Ranks, Claim(current, value, 0), Claim(newcomer, news, 1)).Outcomes());
    }

    [Theory]
    [InlineData(BlankRule.Never, "self", "winner blank_ignored")]
    [InlineData(BlankRule.SystemOfRecordOnly, "self", "superseded winner")]
    [InlineData(BlankRule.SystemOfRecordOnly, "desk", "winner blank_ignored")]
    [InlineData(BlankRule.Any, "desk", "superseded winner")]
    public void Who_may_clear_a_value(BlankRule blank, string clearedBy, string outcomes)
    {
        var rule = Rule(Ranked("self", 1), Ranked("desk", 1), Ranked("crm", 2)).Overwrite(o => o with { Blank = blank });
        Assert.Equal(outcomes, Resolve(rule, Claim("crm", "x", 0), Claim(clearedBy, (string?)null, 1)).Outcomes());
    }

    [Fact]
    public void A_source_that_only_fills_gaps_never_takes_a_value_whatever_its_rank()
    {
        var rule = Rule(Ranked("partner", 1) with { FillOnly = true }, Ranked("self", 2));
        Assert.Equal("winner lower_rank", Resolve(rule, Claim("self", "B1", 0), Claim("partner", "B3", 1)).Outcomes());
        Assert.Equal("superseded winner", Resolve(rule, Claim("self", (string?)null, 0), Claim("partner", "B3", 1)).Outcomes());
        Assert.Equal("winner", Resolve(rule, Claim("partner", "B3", 1)).Outcomes());
    }

    [Fact]
    public void A_late_message_about_the_past_changes_nothing()
    {
        var late = Claim("crm", "Old Street 1", 0, version: 9);
        var resolution = Resolve(Ranks, Claim("shop", "New Street 9", 1, version: 3), late);
        Assert.Equal("winner superseded", resolution.Outcomes());
    }

    [Fact]
    public void Where_observations_tie_journal_order_decides() =>
        Assert.Equal("winner superseded", Resolve(Ranks, Claim("shop", "b", 0, version: 9), Claim("crm", "a", 0, version: 3)).Outcomes());

    [Theory]
    [InlineData(180, "superseded winner")]
    [InlineData(179.99, "winner lower_rank")]
    public void A_worse_rank_wins_when_it_is_newer_by_enough_days(double days, string outcomes)
    {
        var rule = Ranks.Overwrite(o => o with { LowerRank = LowerRankRule.IfNewerThan, NewerBy = TimeSpan.FromDays(180) });
        Assert.Equal(outcomes, Resolve(rule, Claim("self", "de", 0), Claim("crm", "en", days)).Outcomes());
    }

    [Theory]
    [InlineData(9, "winner lower_rank")]
    [InlineData(11, "superseded winner")]
    public void A_worse_rank_wins_over_an_expired_value(double today, string outcomes)
    {
        var rule = Ranks.Overwrite(o => o with { LowerRank = LowerRankRule.OnlyIfHigherExpired })
            with { Verification = ByCode, ValidFor = TimeSpan.FromDays(10) };
        var resolution = Resolve(rule, today, Claim("self", "a", 0).Verified(), Claim("crm", "b", 8).Verified());
        Assert.Equal(outcomes, resolution.Outcomes());
    }

    public static TheoryData<string, FieldValue, FieldValue, string> Restrictions => new()
    {
        { "an opt-out", new FieldValue.Flag(false), new FieldValue.Flag(true), "superseded winner" },
        { "an opt-in", new FieldValue.Flag(true), new FieldValue.Flag(false), "winner lower_rank" },
        { "fewer topics", Topics("news", "offers"), Topics("news"), "superseded winner" },
        { "more topics", Topics("news"), Topics("news", "offers"), "winner lower_rank" },
        { "other topics", Topics("news"), Topics("offers"), "winner lower_rank" },
        { "the same topics", Topics("news"), Topics("news"), "winner corroborates" },
        { "no topics, which is a blank", Topics("news"), Topics(), "winner blank_ignored" },
    };

    [Theory]
    [MemberData(nameof(Restrictions))]
    public void A_worse_rank_may_only_restrict(string what, FieldValue current, FieldValue newcomer, string outcomes)
    {
        Assert.NotEmpty(what);
        var rule = Ranks.Overwrite(o => o with { LowerRank = LowerRankRule.OnlyMoreRestrictive });
        Assert.Equal(outcomes, Resolve(rule, Claim("self", current, 0), Claim("crm", newcomer, 1)).Outcomes());
    }

    [Fact]
    public void No_topics_at_all_are_fewer_where_a_blank_may_clear()
    {
        var rule = Ranks.Overwrite(o => o with { LowerRank = LowerRankRule.OnlyMoreRestrictive, Blank = BlankRule.Any });
        Assert.Equal("superseded winner", Resolve(rule, Claim("self", Topics("news"), 0), Claim("crm", Topics(), 1)).Outcomes());
    }
}
