using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using static IdentityGrains.Domain.Tests.Case;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Disclosure;

public class EffectsTests
{
    private static readonly Case Adult = Known.After(Ask.Fields(("residence", "EU"), ("born", "1990-01-01"), ("name", "Ana")));

    private static readonly Case Subscribed = Adult.After(Ask.Grant(Email));

    private static readonly Case Verified = Adult with
    {
        Customer = Adult.Customer.Holding("email", VerificationState.Verified, Given.Claim("self", "a@a.example", 90).Verified()),
    };

    private static readonly Case Unproven = Adult.After(Ask.Field("name", "Ana"), by: "self");

    private static readonly Case Segment = Holding("segment", "a", by: "crm");

    /// <summary>What happens, whether it narrows, how urgent it is, and what the feed says.</summary>
    public static TheoryData<string, bool, Lane?, string> Happenings => new()
    {
        { "a record begins", false, null, "customer.created customer.key_attached:crm" },
        { "a key is attached", false, null, "customer.key_attached:crm" },
        { "a field is said first", false, Lane.Ordinary, "field.changed:tier" },
        { "a field is corrected", false, Lane.Correction, "field.changed:name" },
        { "a field is said again", false, null, "assertion.recorded:name" },
        { "a lesser source contradicts", false, null, "assertion.recorded:born" },
        { "a source says what it does not prove", false, Lane.Backfill, "assertion.recorded:name" },
        { "a source says again what it does not prove", false, null, "assertion.recorded:name" },
        { "a source proves what it said", false, Lane.Backfill, "assertion.recorded:name" },
        { "equal sources disagree", false, Lane.Backfill, "assertion.recorded:segment" },
        { "equal sources disagree again", false, null, "assertion.recorded:segment" },
        { "an address waits", false, Lane.Ordinary, "assertion.recorded:email verification.started:email verification.code_issued:email" },
        { "a consent is given", false, Lane.Ordinary, "consent.granted:email_marketing" },
        { "a consent is withdrawn", true, Lane.Withdrawal, "consent.withdrawn:email_marketing" },
        { "what was never given is withdrawn", false, Lane.Ordinary, "consent.withdrawn:email_marketing" },
        { "a withdrawal comes too late", false, null, "consent.recorded:email_marketing" },
        { "she turns out to be a child", true, Lane.Withdrawal, "field.changed:born" },
        { "she moves where consent is not needed", false, Lane.Correction, "field.changed:residence" },
        { "nobody knows where she lives any more", true, Lane.Withdrawal, "field.changed:residence" },
        { "a verified address expires", true, Lane.Withdrawal, "field.reevaluated:email" },
        { "processing is restricted", true, Lane.Withdrawal, "customer.restricted" },
        { "a restriction ends", false, Lane.Ordinary, "customer.released" },
    };

    [Theory]
    [MemberData(nameof(Happenings))]
    public void An_entry_sets_in_motion(string what, bool narrows, Lane? lane, string changed)
    {
        var effects = Of(Happened(what));
        Assert.Equal((narrows, lane, changed), (effects.Narrows, effects.Lane, string.Join(' ', effects.Changed)));
    }

    [Fact]
    public void An_entry_of_several_fields_is_as_urgent_as_the_most_urgent_of_them() => Assert.Equal(
        Lane.Correction, Of(Adult.When(Ask.Fields(("tier", "gold"), ("name", "Anna")).On(60))).Lane);

    private static Verdict Happened(string what) => what switch
    {
        "a record begins" => Nobody.When(Ask.Create(Ask.Key("crm", "C-1"))),
        "a key is attached" => Known.When(Ask.Attach("crm", "C-1")),
        "a field is said first" => Adult.When(Ask.Field("tier", "gold")),
        "a field is corrected" => Adult.When(Ask.Field("name", "Anna", day: 60)),
        "a field is said again" => Adult.When(Ask.Field("name", "Ana", day: 60)),
        "a lesser source contradicts" => Adult.After(Ask.Field("born", "1990-01-01"), by: "self").When(Ask.Field("born", "1991-01-01", day: 60)),
        "a source says what it does not prove" => Adult.When(Ask.Field("name", "Ana"), by: "self"),
        "a source says again what it does not prove" => Unproven.When(Ask.Field("name", "Eva", day: 60), by: "self"),
        "a source proves what it said" => Unproven.When(Ask.Field("name", "Ana", day: 60), by: "self", signedIn: true),
        "equal sources disagree" => Segment.When(Ask.Field("segment", "b", day: 60), by: "cdp"),
        "equal sources disagree again" => Segment.After(Ask.Field("segment", "b", day: 60), by: "cdp").When(Ask.Field("segment", "c", day: 70), by: "cdp"),
        "an address waits" => Adult.When(Ask.Field("email", "a@a.example", day: 99)),
        "a consent is given" => Adult.When(Ask.Grant(Email)),
        "a consent is withdrawn" => Subscribed.When(Ask.Withdraw(Email, day: 60)),
        "what was never given is withdrawn" => Adult.When(Ask.Withdraw(Email)),
        "a withdrawal comes too late" => Subscribed.When(Ask.Withdraw(Email, day: 40)),
        "she turns out to be a child" => Subscribed.When(Ask.Field("born", "2015-01-01", day: 60)),
        "she moves where consent is not needed" => Subscribed.When(Ask.Field("residence", "US-CA", day: 60)),
        "nobody knows where she lives any more" => Known.After(Ask.Field("residence", "US-CA")).On(120).WhenLookedAtAgain(),
        "a verified address expires" => Verified.Under(Lasting("residence")).On(130).WhenLookedAtAgain(),
        "processing is restricted" => Adult.When(Ask.Restrict()),
        "a restriction ends" => Adult.After(Ask.Restrict()).When(Ask.Release("case_reference")),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "not told"),
    };

    private static Domain.Policies.Policy Lasting(string field) => GivenLaw.Law.Changing(field, f => f with { ValidFor = null });

    private static Effects Of(Verdict happened) => Effects.Of(
        happened.Before.Customer, happened.Accepted().Customer, happened.Events, happened.Before.Policy, Given.Day(happened.Before.Today));
}
