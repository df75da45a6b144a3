using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Consents;

public class PermissionTests
{
    private static readonly SubjectFacts Adult = Given.Somebody;
    private static readonly SubjectFacts Californian = Adult with { Region = California.Name };
    private static readonly SubjectFacts Brazilian = Adult with { Region = Brazil.Name };

    [Fact]
    public void Reasons_come_in_their_order_of_precedence()
    {
        // One purpose under one law that has every rule. Each row repairs one fault of the row before and meets the next.
        var strict = Eu with
        {
            Minors = Minors(14) with
            {
                PerCountry = Ages(("FR", 15)), JointWithChild = ["FR"], Prohibited = [Ads], ProhibitedUntil = 12,
                SelfOptInPurposes = [Ads], SelfOptInUntil = 16,
            },
        };
        var policy = Plain.Under(strict);
        var facts = Adult with { Region = null, Country = "FR", AgeYears = null, Gpc = true };
        Expect(NotPermitted.UnknownRegionStrictest, facts);
        Expect(NotPermitted.Gpc, facts = facts with { Region = strict.Name });
        Expect(NotPermitted.UnknownAge, facts = facts with { Gpc = false });
        Expect(NotPermitted.ProhibitedForMinor, facts = facts with { AgeYears = 11 });
        Expect(NotPermitted.MinorNeedsGuardian, facts = (facts with { AgeYears = 12 }).Child(Stance.Denied));
        Expect(NotPermitted.MinorRefused, facts = facts.Guardian(Stance.Granted));
        Expect(NotPermitted.MinorMustAgreeToo, facts = facts with { Consents = Adult.Consents });
        Expect(null, facts.Child(Stance.Granted));
        Expect(NotPermitted.MinorNeedsSelfOptIn, facts = facts with { AgeYears = 15 });
        Expect(NotPermitted.NoConsent, facts = facts with { AgeYears = 16 });
        Expect(null, facts.Child(Stance.Granted));

        void Expect(NotPermitted? why, SubjectFacts of) => Assert.Equal(why, Permission.Of(Ads, of, policy).Why);
    }

    [Fact]
    public void A_contract_permits_without_age_consent_or_signal()
    {
        var verdict = Permission.Of(Fulfilment, Adult with { AgeYears = null, Gpc = true }, Plain);
        Assert.Equal(new PurposeVerdict(true, "contract-basis", null), verdict);
    }

    [Theory]
    [InlineData("EU", null, NotPermitted.NoConsent)]
    [InlineData("EU", Stance.Denied, NotPermitted.NoConsent)]
    [InlineData("EU", Stance.Granted, null)]
    [InlineData("US-CA", null, null)]
    [InlineData("US-CA", Stance.Denied, NotPermitted.OptedOut)]
    [InlineData("BR", null, null)]
    [InlineData("BR", Stance.Denied, NotPermitted.Objected)]
    public void The_model_of_the_region_decides_about_grown_ups(string region, Stance? stance, NotPermitted? why)
    {
        var facts = Adult with { Region = new RegionName(region) };
        Assert.Equal(why, Permission.Of(Personal, stance is { } said ? facts.Says(Personal, said) : facts, Plain).Why);
    }

    [Fact]
    public void An_unknown_age_blocks_what_needs_consent_and_nothing_else()
    {
        Assert.Equal(NotPermitted.UnknownAge, Permission.Of(Email, (Adult with { AgeYears = null }).Says(Email, Stance.Granted), Plain).Why);
        Assert.True(Permission.Of(Personal, Brazilian with { AgeYears = null }, Plain).Permitted);
        Assert.Equal(NotPermitted.OptedOut, Permission.Of(Ads, (Californian with { AgeYears = null }).Says(Ads, Stance.Denied), Plain).Why);
    }

    [Fact]
    public void A_purpose_is_prohibited_below_the_age_of_consent_where_no_other_age_is_named()
    {
        var policy = Plain.Under(California with { Minors = California.Minors with { Prohibited = [Email] } });
        Assert.Equal(NotPermitted.ProhibitedForMinor, Permission.Of(Email, Californian with { AgeYears = 12 }, policy).Why);
        Assert.True(Permission.Of(Email, Californian with { AgeYears = 13 }, policy).Permitted);
    }

    [Fact]
    public void The_country_s_own_age_of_consent_goes_before_the_region_s()
    {
        var french = (Adult with { Country = "FR", AgeYears = 15 }).Says(Email, Stance.Granted);
        Assert.True(Permission.Of(Email, french, Plain).Permitted);
        Assert.Equal(NotPermitted.MinorNeedsGuardian, Permission.Of(Email, french with { Country = "DE" }, Plain).Why);
        Assert.Equal(NotPermitted.MinorNeedsGuardian, Permission.Of(Email, french with { Country = null }, Plain).Why);
    }

    [Fact]
    public void Below_the_age_of_consent_the_guardian_alone_suffices_where_the_country_is_not_joint()
    {
        var german = (Adult with { Country = "DE", AgeYears = 15 }) with { GuardianConsents = Adult.Says(Email, Stance.Granted).Consents };
        Assert.Equal(new PurposeVerdict(true, "email-basis", null), Permission.Of(Email, german, Plain));
    }

    [Fact]
    public void A_guardian_who_says_no_has_not_granted()
    {
        var german = Adult with { Country = "DE", AgeYears = 15, GuardianConsents = Adult.Says(Email, Stance.Denied).Consents };
        Assert.Equal(NotPermitted.MinorNeedsGuardian, Permission.Of(Email, german.Says(Email, Stance.Granted), Plain).Why);
    }

    [Theory]
    [InlineData(12, Stance.Granted, NotPermitted.MinorNeedsGuardian)]
    [InlineData(13, null, NotPermitted.MinorNeedsSelfOptIn)]
    [InlineData(15, Stance.Denied, NotPermitted.MinorNeedsSelfOptIn)]
    [InlineData(15, Stance.Granted, null)]
    [InlineData(16, null, null)]
    public void Young_Californians_opt_in_themselves_to_sharing(int age, Stance? stance, NotPermitted? why)
    {
        var facts = Californian with { AgeYears = age };
        Assert.Equal(why, Permission.Of(Ads, stance is { } said ? facts.Says(Ads, said) : facts, Plain).Why);
    }

    [Fact]
    public void A_signal_withdraws_only_the_purpose_that_the_region_maps_it_to()
    {
        Assert.Equal(NotPermitted.Gpc, Permission.Of(Ads, (Californian with { Gpc = true }).Says(Ads, Stance.Granted), Plain).Why);
        Assert.True(Permission.Of(Personal, Californian with { Gpc = true }, Plain).Permitted);
    }

    [Fact]
    public void An_unknown_region_permits_what_every_region_permits_and_names_no_basis()
    {
        var anywhere = Adult with { Region = null };
        Assert.Equal(new PurposeVerdict(true, null, null), Permission.Of(Fulfilment, anywhere, Plain));
        Assert.Equal(NotPermitted.UnknownRegionStrictest, Permission.Of(Email, anywhere, Plain).Why);
        Assert.True(Permission.Of(Email, anywhere.Says(Email, Stance.Granted), Plain).Permitted);
        Assert.Equal(NotPermitted.UnknownRegionStrictest, Permission.Of(Fulfilment, anywhere, Plain.Under()).Why);
    }

    [Fact]
    public void A_region_that_the_policy_does_not_know_is_as_good_as_none() =>
        Assert.Equal(NotPermitted.UnknownRegionStrictest, Permission.Of(Email, Adult with { Region = new RegionName("MARS") }, Plain).Why);

    [Fact]
    public void Silence_of_the_region_never_permits() =>
        Assert.Equal(NotPermitted.NotInRegion, Permission.Of(new PurposeName("unheard_of"), Adult, Plain).Why);
}

internal static class SaidOfAds
{
    public static SubjectFacts Says(this SubjectFacts facts, PurposeName purpose, Stance stance) =>
        facts with { Consents = facts.Consents.SetItem(purpose, stance) };

    public static SubjectFacts Child(this SubjectFacts facts, Stance stance) => facts.Says(Ads, stance);

    public static SubjectFacts Guardian(this SubjectFacts facts, Stance stance) =>
        facts with { GuardianConsents = facts.GuardianConsents.SetItem(Ads, stance) };
}
