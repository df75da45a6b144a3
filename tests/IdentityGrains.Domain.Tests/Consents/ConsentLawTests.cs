using CsCheck;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using static IdentityGrains.Domain.Tests.Case;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Consents;

public class ConsentLawTests
{
    [Fact]
    public void A_grant_is_kept_with_how_it_was_given()
    {
        var act = Known.After(Ask.Grant(Email, kinds: "case"), by: "console").Customer.Consents[Email];
        Assert.Equal(
            (Stance.Granted, "n-1", Given.Day(50), new SourceName("console"), ProofLevel.ServiceAuthenticated, 2L),
            (act.Stance, act.NoticeVersion, act.ObservedAt, act.Source, act.Proof, act.RecordedAtVersion));
        Assert.Equal([new Evidence("case", "ref-1")], act.Evidence);
    }

    [Theory]
    [InlineData("self", null)]
    [InlineData("crm", null)]
    [InlineData("support", null)]
    [InlineData("cdp", Refusal.NotAuthoritative)]
    [InlineData("idp", Refusal.NotAuthoritative)]
    [InlineData("acme", Refusal.NotAuthoritative)]
    [InlineData("kiosk", Refusal.InsufficientProof)]
    [InlineData("console", Refusal.EvidenceMissing)]
    public void Not_every_source_may_say_yes_for_her_and_every_source_may_say_no(string by, Refusal? why)
    {
        Assert.Equal(why, Known.When(Ask.Grant(Email), by).Why);
        Assert.Null(Known.When(Ask.Withdraw(Email), by).Why);
    }

    [Theory]
    [InlineData("n-0")]
    [InlineData("")]
    [InlineData(null)]
    public void A_grant_rests_on_the_notice_in_force(string? notice) =>
        Known.When(Ask.Grant(Email, notice: notice)).Refused(Refusal.NoticeUnknown, "noticeVersion");

    [Fact]
    public void Consent_that_was_never_given_may_be_withdrawn() =>
        Assert.Equal(Stance.Denied, Known.When(Ask.Withdraw(Email)).Accepted().Customer.Consents[Email].Stance);

    [Fact]
    public void A_withdrawal_that_is_dated_ahead_counts_from_now_on_and_not_for_ever()
    {
        // What the clocks' tolerance lets a grant be ahead, it does not get ahead of a withdrawal.
        var granted = Known.After(Ask.Grant(Email, day: 100 + 1.0 / 1440));
        var withdrawn = granted.After(Ask.Withdraw(Email, day: 5_000));
        Assert.Equal(Stance.Denied, withdrawn.Customer.Consents[Email].Stance);
        Assert.Equal(Stance.Granted, withdrawn.On(102).After(Ask.Grant(Email, day: 101)).Customer.Consents[Email].Stance);
    }

    [Fact]
    public void An_act_that_comes_too_late_is_history()
    {
        var withdrawn = Known.After(Ask.Withdraw(Email, day: 20));
        var late = withdrawn.When(Ask.Grant(Email, day: 10));
        Assert.False(Assert.IsType<ConsentGranted>(Assert.Single(late.Events)).Stands);
        Assert.Equal(withdrawn.Customer.Consents, late.Accepted().Customer.Consents);
    }

    [Fact]
    public void Where_instants_tie_the_no_stands()
    {
        Assert.Equal(Stance.Denied, Known.After(Ask.Grant(Email)).After(Ask.Withdraw(Email)).Customer.Consents[Email].Stance);
        Assert.Equal(Stance.Denied, Known.After(Ask.Withdraw(Email)).After(Ask.Grant(Email)).Customer.Consents[Email].Stance);
    }

    [Fact]
    public void Purposes_do_not_know_of_each_other() =>
        Assert.Equal(Stance.Granted, Known.After(Ask.Grant(Email)).After(Ask.Withdraw(Ads, day: 60)).Customer.Consents[Email].Stance);

    [Fact]
    public void The_order_of_arrival_does_not_matter() =>
        Gen.Select(Acts, Gen.Int[0, 1_000_000].Array[8]).Sample((acts, arrival) =>
        {
            var permuted = acts.Index().OrderBy(a => arrival[a.Index]).Select(a => a.Item);
            return Standing(acts) == Standing(permuted);
        });

    [Fact]
    public void The_last_thing_she_did_stands_and_of_two_at_once_the_stricter() =>
        Acts.Where(acts => acts.Length > 0).Sample(acts =>
        {
            var last = acts.MaxBy(a => (a.ObservedAt, a is WithdrawConsent))!;
            return Standing(acts) == (last is WithdrawConsent ? Stance.Denied : Stance.Granted, last.ObservedAt);
        });

    private static readonly Gen<CustomerCommand[]> Acts =
        Gen.Select(Gen.Bool, Gen.Int[0, 6], (yes, day) => yes ? (CustomerCommand)Ask.Grant(Email, day) : Ask.Withdraw(Email, day)).Array[0, 8];

    private static (Stance, DateTimeOffset)? Standing(IEnumerable<CustomerCommand> acts)
    {
        var act = acts.Aggregate(Known, (known, command) => known.After(command)).Customer.Consents.GetValueOrDefault(Email);
        return act is null ? null : (act.Stance, act.ObservedAt);
    }
}
