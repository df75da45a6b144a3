using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests;

/// <summary>A policy with the laws of the example document: three regions, five purposes, and platforms as a test needs them.</summary>
internal static class GivenPolicy
{
    public static readonly PurposeName Fulfilment = new("service_fulfilment");
    public static readonly PurposeName Email = new("email_marketing");
    public static readonly PurposeName Personal = new("personalisation");
    public static readonly PurposeName Ads = new("ads_sharing");

    public static readonly Region Eu = new(
        new RegionName("EU"), ["GDPR"], [], Models(PurposeModel.Consent, PurposeModel.Consent, PurposeModel.Consent), Gpc,
        Minors(16) with { PerCountry = Ages(("DE", 16), ("FR", 15)), JointWithChild = ["FR"], Prohibited = [Ads], ProhibitedUntil = 18 },
        FrozenDictionary<string, string>.Empty);

    public static readonly Region California = new(
        new RegionName("US-CA"), ["CCPA"], [], Models(PurposeModel.OptOut, PurposeModel.OptOut, PurposeModel.OptOut), Gpc,
        Minors(13) with { SelfOptInUntil = 16, SelfOptInPurposes = [Ads], SeparateThirdPartyConsent = true },
        FrozenDictionary<string, string>.Empty);

    public static readonly Region Brazil = new(
        new RegionName("BR"), ["LGPD"], [], Models(PurposeModel.Consent, PurposeModel.Objection, PurposeModel.Consent), Gpc,
        Minors(12) with { Prohibited = [Ads], ProhibitedUntil = 18 }, FrozenDictionary<string, string>.Empty);

    public static readonly Policy Plain = With();

    public static Policy With(params FieldRule[] fields) => Hearing([], fields);

    /// <summary>Sources are given at once: the policy finds them by their principals from the moment it is made.</summary>
    public static Policy Hearing(Source[] sources, params FieldRule[] fields) => new(
        new PolicyMetadata("example", "1", null, Given.Day(-100), null, null), new string('0', 64),
        new PolicyDefaults(TimeSpan.FromMinutes(2)), FrozenDictionary<string, Category>.Empty,
        sources.ToFrozenDictionary(s => s.Name), Purposes().ToFrozenDictionary(p => p.Name),
        new[] { Eu, California, Brazil }.ToFrozenDictionary(r => r.Name), fields.ToFrozenDictionary(f => f.Name),
        FrozenDictionary<PlatformName, Platform>.Empty, Graph, FrozenDictionary<string, ExceptionRule>.Empty,
        FrozenDictionary<string, ReviewRule>.Empty, new ActivationGate([], []), []);

    public static Policy Telling(this Policy policy, params Platform[] platforms) =>
        policy with { Platforms = platforms.ToFrozenDictionary(p => p.Name) };

    public static Policy Under(this Policy policy, params Region[] regions) =>
        policy with { Regions = regions.ToFrozenDictionary(r => r.Name) };

    public static Platform Platform(string name, params PlatformField[] fields) => new(
        new PlatformName(name), "webhook.standard", new Recipient("Example GmbH", "processor", "DE", null),
        new ServiceIdentity(new PrincipalId("nhi:" + name), [], "key", TimeSpan.FromDays(90), "test", "team:x"), "id", AckLevel.Accepted,
        new ConfirmPlan("read_back", TimeSpan.FromMinutes(5), 1, []), new ReconcilePlan("", "", null, 1, 1),
        new PermissionLost("set_null", "keep"), [], FrozenDictionary<PurposeName, PurposeSignal>.Empty, [.. fields]);

    /// <summary>A platform that is told whether e-mail marketing is permitted, and spreads it over everybody with the same address.</summary>
    public static Platform Signalling(this Platform platform) => platform with
    {
        Hazards = [SharedContacts.SpreadsByEmail],
        PurposeSignals = new Dictionary<PurposeName, PurposeSignal> { [Email] = new("subscribe", "yes", "no") }.ToFrozenDictionary(),
    };

    public static PlatformField Mapped(string field, VerificationState? minState, params PurposeName[] purposes) =>
        new(new FieldName(field), "there." + field, [.. purposes], minState, Nullable: true);

    public static FrozenDictionary<string, int> Ages(params (string Country, int Age)[] ages) =>
        ages.ToFrozenDictionary(a => a.Country, a => a.Age);

    public static MinorRules Minors(int consentAge) => new(consentAge, FrozenDictionary<string, int>.Empty, [], null, [], [], null, false);

    private static FrozenDictionary<string, PurposeName> Gpc => new Dictionary<string, PurposeName> { ["gpc"] = Ads }.ToFrozenDictionary();

    private static GraphRules Graph => new(
        new MergeRules("", [], [], "", "", TimeSpan.Zero), new HouseholdRules(1, [], false, "", true),
        new DelegationRules(TimeSpan.Zero, false, [], [], new GuardianRules([], "")));

    private static FrozenDictionary<PurposeName, PurposeRule> Models(PurposeModel email, PurposeModel personal, PurposeModel ads) =>
        new Dictionary<PurposeName, PurposeRule>
        {
            [Fulfilment] = new(PurposeModel.Contract, "contract-basis"), [Email] = new(email, "email-basis"),
            [Personal] = new(personal, "personal-basis"), [Ads] = new(ads, "ads-basis"),
        }.ToFrozenDictionary();

    private static IEnumerable<Purpose> Purposes() =>
    [
        new(Fulfilment, "Fulfil orders", false, "n-1", null, false), new(Email, "Send offers", false, "n-1", TimeSpan.FromDays(730), true),
        new(Personal, "Personalise", false, "n-1", TimeSpan.FromDays(730), false), new(Ads, "Share", true, "n-1", TimeSpan.FromDays(365), false),
    ];
}
