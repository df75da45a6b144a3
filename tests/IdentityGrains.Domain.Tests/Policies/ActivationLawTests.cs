using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Policies.Activation;
using static IdentityGrains.Domain.Tests.GivenLaw;

namespace IdentityGrains.Domain.Tests.Policies;

/// <summary>Who may bring a policy into force: the one in force decides.</summary>
public sealed class ActivationLawTests
{
    private const string Privacy = "chief-privacy-officer";
    private const string Data = "head-of-customer-data";
    private const long Epoch = 7;
    private static readonly DateTimeOffset Now = Given.Day(0);
    private static readonly Policy InForce = Asking(new Approvals(2, [Privacy, Data], "author-may-not-approve"));
    private static readonly Proposal Draft = new(new string('a', 64), "shop@2", Person("anna").Principal, Now, []);

    [Theory]
    [InlineData(ActivationLaw.Author, null)]
    [InlineData(Privacy, null)]
    [InlineData(Data, null)]
    [InlineData("shop-assistant", ActivationRefusal.NoRole)]
    public void Whoever_writes_or_approves_policies_may_propose_one(string role, ActivationRefusal? why) =>
        Assert.Equal(why, ActivationLaw.WhyNotPropose(Person("anna", role), InForce));

    [Fact]
    public void A_person_approves_once_in_a_role_that_is_asked_for_and_held() =>
        Assert.Null(ActivationLaw.WhyNotApprove(Draft, Person("petra", Privacy), Privacy, InForce, Epoch));

    public static TheoryData<string, string[], string, ActivationRefusal> Refused => new()
    {
        { "oidc:workforce/zoe", [], Privacy, ActivationRefusal.NoRole },
        { "nhi:deployer", [Privacy], Privacy, ActivationRefusal.NotAPerson },
        { "oidc:workforce/petra", [Privacy, "janitor"], "janitor", ActivationRefusal.RoleNotAsked },
        { "oidc:workforce/petra", [Privacy], Data, ActivationRefusal.RoleNotHeld },
        { "oidc:workforce/anna", [Privacy], Privacy, ActivationRefusal.OwnProposal },
        { "oidc:workforce/david", [Data], Data, ActivationRefusal.ApprovedAlready },
        { "oidc:workforce/david", [Data, Privacy], Privacy, ActivationRefusal.ApprovedAlready },
        { "oidc:workforce/dora", [Data], Data, ActivationRefusal.RoleTaken },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_approval_is_refused_for_the_first_reason_that_applies(string who, string[] roles, string role, ActivationRefusal why)
    {
        var by = new Caller(new PrincipalId(who), ProofLevel.ServiceAuthenticated, null) { Roles = [.. roles] };

        Assert.Equal(why, ActivationLaw.WhyNotApprove(Approved(("david", Data, Epoch)), by, role, InForce, Epoch));
    }

    [Fact]
    public void An_approval_for_the_place_of_an_older_policy_stands_in_nobodys_way_and_counts_for_nothing()
    {
        var old = Approved(("david", Data, Epoch - 1), ("petra", Privacy, Epoch - 1));

        Assert.Null(ActivationLaw.WhyNotApprove(old, Person("david", Data), Data, InForce, Epoch));
        Assert.Equal(ActivationRefusal.NotApproved, Activate(old));
    }

    [Fact]
    public void What_everybody_approved_who_was_asked_comes_into_force() =>
        Assert.Null(Activate(Approved(("david", Data, Epoch), ("petra", Privacy, Epoch))));

    [Fact]
    public void Stored_approvals_are_judged_again()
    {
        Assert.Equal(ActivationRefusal.NotApproved, Activate(Draft));
        Assert.Equal(ActivationRefusal.NotApproved, Activate(Approved(("david", Data, Epoch))));
        Assert.Equal(ActivationRefusal.NotApproved, Activate(Approved(("david", Data, Epoch), ("david", Privacy, Epoch))));
        Assert.Equal(ActivationRefusal.NotApproved, Activate(Approved(("david", Data, Epoch), ("dora", Data, Epoch))));
        Assert.Equal(ActivationRefusal.NotApproved, Activate(Approved(("david", Data, Epoch), ("anna", Privacy, Epoch))));
        Assert.Equal(ActivationRefusal.NotApproved, Activate(Approved(("david", Data, Epoch), ("petra", "janitor", Epoch))));
    }

    [Fact]
    public void A_policy_that_asks_for_nobody_still_asks_for_two()
    {
        var silent = Asking(null);

        Assert.Equal(ActivationRefusal.NotApproved, ActivationLaw.WhyNotActivate(Draft, Person("anna", ActivationLaw.Author), null, silent, Epoch, Now));
        Assert.Equal((2, 2), (ActivationLaw.AskedBy(silent).Required, ActivationLaw.AskedBy(silent).Roles.Length));
    }

    [Theory]
    [InlineData(-121, ActivationRefusal.EffectiveInPast)]
    [InlineData(-120, null)]
    [InlineData(0, null)]
    [InlineData(120, null)]
    [InlineData(121, ActivationRefusal.EffectiveLater)]
    public void Now_is_meant_within_the_tolerance_of_clocks(int seconds, ActivationRefusal? why) => Assert.Equal(
        why, Activate(Approved(("david", Data, Epoch), ("petra", Privacy, Epoch)), Now.AddSeconds(seconds)));

    [Fact]
    public void A_document_stands_where_its_approvals_and_the_policy_in_force_say()
    {
        var approved = Approved(("david", Data, Epoch), ("petra", Privacy, Epoch));

        Assert.Equal(PolicyStage.Tested, ActivationLaw.StageOf(Draft, false, InForce, Epoch));
        Assert.Equal(PolicyStage.Superseded, ActivationLaw.StageOf(Draft, true, InForce, Epoch));
        Assert.Equal(PolicyStage.Approved, ActivationLaw.StageOf(approved, true, InForce, Epoch));
        Assert.Equal(PolicyStage.Active, ActivationLaw.StageOf(Draft with { Hash = InForce.Hash }, true, InForce, Epoch));
    }

    [Fact]
    public void What_a_policy_in_force_named_stays_named()
    {
        var without = InForce with
        {
            Fields = InForce.Fields.Values.Where(f => f.Name.Value != "email").ToFrozenDictionary(f => f.Name),
            Sources = InForce.Sources.Values.Where(s => s.Name.Value != "acme").ToFrozenDictionary(s => s.Name),
            Purposes = InForce.Purposes.Values.Where(p => p.Name != GivenPolicy.Ads).ToFrozenDictionary(p => p.Name),
        };

        Assert.Equal(
            ["/spec/fields/email field-in-use", "/spec/purposes/ads_sharing purpose-in-use", "/spec/sources/acme source-in-use"],
            Compatibility.Faults(InForce, without).Select(f => $"{f.Place} {f.Code}"));
        Assert.Empty(Compatibility.Faults(without, InForce));
        Assert.Equal(
            ["/spec/fields/email type-in-use"],
            Compatibility.Faults(InForce, InForce.Changing("email", f => f with { Type = "string" })).Select(f => $"{f.Place} {f.Code}"));
    }

    [Fact]
    public void What_a_platform_was_told_stays_mapped_so_that_it_can_be_taken_back()
    {
        var told = GivenPolicy.Mapped("email", null, GivenPolicy.Fulfilment);
        var before = InForce.Telling(GivenPolicy.Platform("shop", told), GivenPolicy.Platform("gone", told));

        Assert.Empty(Compatibility.Faults(before, InForce.Telling(GivenPolicy.Platform("shop", told with { Purposes = [] }))));
        Assert.Equal(
            ["/spec/platforms/shop/fields/email mapping-in-use"],
            Compatibility.Faults(before, InForce.Telling(GivenPolicy.Platform("shop"))).Select(f => $"{f.Place} {f.Code}"));
        Assert.Equal(
            ["/spec/platforms/shop/fields/email target-in-use"],
            Compatibility.Faults(before, InForce.Telling(GivenPolicy.Platform("shop", told with { To = "mail" }))).Select(f => $"{f.Place} {f.Code}"));
    }

    [Fact]
    public void A_permission_that_a_platform_was_told_of_stays_signalled_so_that_it_can_be_denied()
    {
        var shop = GivenPolicy.Platform("shop").Signalling();
        var before = InForce.Telling(shop);

        Assert.Empty(Compatibility.Faults(before, before));
        Assert.Equal(
            ["/spec/platforms/shop/purposeSignals/email_marketing signal-in-use"],
            Compatibility.Faults(before, InForce.Telling(GivenPolicy.Platform("shop"))).Select(f => $"{f.Place} {f.Code}"));
        var moved = shop.PurposeSignals.ToDictionary(s => s.Key, s => s.Value with { To = "there" }).ToFrozenDictionary();
        Assert.Equal(
            ["/spec/platforms/shop/purposeSignals/email_marketing target-in-use"],
            Compatibility.Faults(before, InForce.Telling(shop with { PurposeSignals = moved })).Select(f => $"{f.Place} {f.Code}"));
    }

    private static ActivationRefusal? Activate(Proposal proposal, DateTimeOffset? effectiveAt = null) =>
        ActivationLaw.WhyNotActivate(proposal, Person("anna", ActivationLaw.Author), effectiveAt, InForce, Epoch, Now);

    private static Proposal Approved(params (string Who, string Role, long Epoch)[] approvals) =>
        Draft with { Approvals = [.. approvals.Select(a => new Approval(Person(a.Who).Principal, a.Role, Now, a.Epoch))] };

    private static Policy Asking(Approvals? approvals) => Law with { Metadata = Law.Metadata with { Approvals = approvals } };

    private static Caller Person(string name, params string[] roles) =>
        new(new PrincipalId("oidc:workforce/" + name), ProofLevel.ServiceAuthenticated, null) { Roles = [.. roles] };
}
