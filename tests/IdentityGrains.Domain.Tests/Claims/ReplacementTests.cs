using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Claims;

public class ReplacementTests
{
    private static readonly FieldRule Shop = Rule(Ranked("shop", 1), Ranked("crm", 2));

    [Fact]
    public void A_source_replaces_its_own_earlier_claim_under_the_same_key() =>
        Assert.Equal("superseded winner", Resolve(Shop, Claim("shop", "a", 0), Claim("shop", "b", 1)).Outcomes());

    [Fact]
    public void What_a_source_replaced_itself_corroborates_nothing() =>
        Assert.Equal("superseded winner", Resolve(Shop, Claim("shop", "a", 0), Claim("shop", "a", 1)).Outcomes());

    [Fact]
    public void Of_two_keys_of_one_source_the_other_one_is_displaced_not_replaced() =>
        Assert.Equal("corroborates winner", Resolve(Shop, Claim("shop", "a", 0, key: "k1"), Claim("shop", "a", 1, key: "k2")).Outcomes());

    [Fact]
    public void What_a_source_said_before_does_not_hold_the_field_against_others()
    {
        // Were the replaced claim folded first, it would refuse "b", and then leave the field to "c" as if "b" had never been heard.
        var rule = Rule(Ranked("shop", 2), Ranked("crm", 2)).Overwrite(o => o with { EqualRank = EqualRankRule.Steward });
        Assert.Equal("superseded winner contested", Resolve(rule, Claim("shop", "a", 0), Claim("crm", "b", 1), Claim("shop", "c", 2)).Outcomes());
    }

    [Theory]
    [InlineData(BlankRule.Never, "winner blank_ignored")]
    [InlineData(BlankRule.SystemOfRecordOnly, "superseded winner")]
    [InlineData(BlankRule.Any, "superseded winner")]
    public void A_blank_replaces_only_where_blanks_may_clear(BlankRule blank, string outcomes)
    {
        var rule = Shop.Overwrite(o => o with { Blank = blank });
        Assert.Equal(outcomes, Resolve(rule, Claim("shop", "a", 0), Claim("shop", (string?)null, 1)).Outcomes());
    }

    [Fact]
    public void A_blank_of_another_source_than_the_record_s_does_not_take_back_its_own_claim()
    {
        var rule = Shop.Overwrite(o => o with { Blank = BlankRule.SystemOfRecordOnly });
        Assert.Equal("winner blank_ignored", Resolve(rule, Claim("crm", "a", 0), Claim("crm", (string?)null, 1)).Outcomes());
    }

    [Fact]
    public void A_blank_replaces_a_blank_because_it_clears_nothing() =>
        Assert.Equal("superseded winner", Resolve(Shop, Claim("shop", (string?)null, 0), Claim("shop", (string?)null, 1)).Outcomes());

    [Fact]
    public void A_verified_claim_and_an_unverified_one_do_not_replace_each_other_whatever_the_field()
    {
        // Without verification both stand in the fold, and a source that only fills gaps finds one, its own.
        var rule = Rule(Ranked("shop", 1) with { FillOnly = true });
        Assert.Equal("winner lower_rank", Resolve(rule, Claim("shop", "a", 0).Verified(), Claim("shop", "b", 1)).Outcomes());
    }
}
