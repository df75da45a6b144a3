using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Claims;

public class VerificationTests
{
    private static readonly FieldRule Email = Rule(Ranked("self", 1), Ranked("shop", 3), Ranked("crm", 4))
        .Overwrite(o => o with { LowerRank = LowerRankRule.OnlyIfHigherExpired, Blank = BlankRule.SystemOfRecordOnly, Unverified = UnverifiedRule.Pend })
        with { Verification = ByCode, ValidFor = TimeSpan.FromDays(730) };

    [Fact]
    public void A_field_of_which_nobody_spoke_has_no_state() => Assert.Equal(VerificationState.None, Resolve(Email).State);

    [Fact]
    public void A_new_address_waits_and_the_verified_one_stays_current()
    {
        var resolution = Resolve(Email, 10, Claim("self", "a", 0).Verified(), Claim("self", "n", 2));
        Assert.Equal("winner pending", resolution.Outcomes());
        Assert.Equal(VerificationState.Verified, resolution.State);
    }

    [Fact]
    public void Without_a_verified_claim_the_best_ranked_one_waits_and_nobody_wins()
    {
        var resolution = Resolve(Email, 10, Claim("crm", "c", 3), Claim("shop", "s", 2), Claim("self", "a", 0));
        Assert.Null(resolution.Winner);
        Assert.Equal("lower_rank lower_rank pending", resolution.Outcomes());
        Assert.Equal(VerificationState.Pending, resolution.State);
    }

    [Fact]
    public void Of_equal_ranks_the_newest_waits() =>
        Assert.Equal("superseded pending", Resolve(Email, 10, Claim("self", "a", 0, key: "k1"), Claim("self", "b", 1, key: "k2")).Outcomes());

    [Fact]
    public void A_worse_source_does_not_even_wait() =>
        Assert.Equal("winner lower_rank", Resolve(Email, 10, Claim("self", "a", 0).Verified(), Claim("crm", "b", 1)).Outcomes());

    [Fact]
    public void A_worse_source_waits_once_the_verified_value_is_expired()
    {
        var resolution = Resolve(Email, 800, Claim("self", "a", 0).Verified(), Claim("crm", "b", 799));
        Assert.Equal("winner pending", resolution.Outcomes());
        Assert.Equal(VerificationState.Expired, resolution.State);
    }

    [Fact]
    public void What_was_said_before_the_verified_value_is_stale() =>
        Assert.Equal("stale winner", Resolve(Email, 10, Claim("crm", "b", 0), Claim("crm", "a", 1).Verified()).Outcomes());

    [Fact]
    public void A_better_source_waits_even_when_it_spoke_earlier() =>
        Assert.Equal("pending winner", Resolve(Email, 10, Claim("self", "b", 0), Claim("crm", "a", 1).Verified()).Outcomes());

    [Fact]
    public void A_field_that_takes_no_unverified_claim_over_a_verified_one_says_so()
    {
        var never = Email.Overwrite(o => o with { Unverified = UnverifiedRule.Never });
        Assert.Equal("winner unverified", Resolve(never, 10, Claim("self", "a", 0).Verified(), Claim("self", "n", 2)).Outcomes());
        Assert.Equal("pending", Resolve(never, 10, Claim("self", "n", 2)).Outcomes());
    }

    [Fact]
    public void Repeating_the_verified_value_corroborates_and_waits_for_nothing() =>
        Assert.Equal("winner corroborates", Resolve(Email, 10, Claim("self", "a", 0).Verified(), Claim("self", "a", 2)).Outcomes());

    [Fact]
    public void Repeating_an_expired_value_waits_so_that_it_can_be_verified_again() =>
        Assert.Equal("winner pending", Resolve(Email, 800, Claim("self", "a", 0).Verified(), Claim("self", "a", 799)).Outcomes());

    [Fact]
    public void A_source_does_not_contest_the_value_that_it_had_verified_itself()
    {
        var steward = Email.Overwrite(o => o with { EqualRank = EqualRankRule.Steward });
        Assert.Equal("winner pending", Resolve(steward, 10, Claim("self", "a", 0).Verified(), Claim("self", "n", 2)).Outcomes());
        Assert.Equal("winner contested", Resolve(steward, 10, Claim("self", "a", 0).Verified(), Claim("self", "n", 2, key: "k2")).Outcomes());
    }

    [Fact]
    public void A_verified_claim_replaces_the_verified_one_and_leaves_the_waiting_one() =>
        Assert.Equal("superseded pending winner", Resolve(
            Email, 10, Claim("self", "a", 0).Verified(), Claim("self", "n", 3), Claim("self", "b", 2).Verified()).Outcomes());

    [Fact]
    public void A_field_without_verification_knows_no_difference()
    {
        var plain = Rule(Ranked("self", 1));
        var resolution = Resolve(plain, Claim("self", "a", 0).Verified(), Claim("self", "b", 1));
        Assert.Equal("superseded winner", resolution.Outcomes());
        Assert.Equal(VerificationState.None, resolution.State);
    }
}
