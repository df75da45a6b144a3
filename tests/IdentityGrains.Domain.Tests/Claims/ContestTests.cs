using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Claims;

public class ContestTests
{
    private static readonly FieldRule BirthDate =
        Rule(Ranked("idp", 1), Ranked("bank", 1), Ranked("self", 2)).Overwrite(o => o with { EqualRank = EqualRankRule.Steward });

    [Fact]
    public void Equal_sources_that_disagree_are_left_to_a_steward_and_the_current_value_stays() =>
        Assert.Equal("winner contested", Resolve(BirthDate, Claim("idp", "2010-05-01", 0), Claim("bank", "1990-05-01", 1)).Outcomes());

    [Fact]
    public void Two_keys_of_one_source_contest_too() =>
        Assert.Equal("winner contested", Resolve(BirthDate, Claim("idp", "a", 0, key: "sub-1"), Claim("idp", "b", 1, key: "sub-2")).Outcomes());

    [Fact]
    public void A_source_does_not_contest_itself_under_one_key() =>
        Assert.Equal("superseded winner", Resolve(BirthDate, Claim("idp", "a", 0, key: "sub-1"), Claim("idp", "b", 1, key: "sub-1")).Outcomes());

    [Fact]
    public void Who_agrees_does_not_contest() =>
        Assert.Equal("corroborates winner", Resolve(BirthDate, Claim("idp", "a", 0), Claim("bank", "a", 1)).Outcomes());

    [Fact]
    public void A_contest_stays_open_when_a_better_source_says_what_one_side_said()
    {
        var rule = Rule(Ranked("desk", 1), Ranked("idp", 2), Ranked("bank", 2)).Overwrite(o => o with { EqualRank = EqualRankRule.Steward });
        Assert.Equal("superseded contested winner", Resolve(rule, Claim("idp", "a", 0), Claim("bank", "b", 1), Claim("desk", "b", 2)).Outcomes());
    }
}
