using IdentityGrains.Domain.Policies.Differences;
using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Formats.Tests.Policies;

public class PolicyDifferenceTests
{
    private const string Proof = "{id: commerce,     rank: 3, minProof: service_authenticated}";
    private const string Case = "{id: support,      rank: 2, minProof: service_authenticated, requires: [case_reference]}";
    private const string Vip = "        support_vip:        {to: VIP__c,            purposes: [customer_support]}\n";
    private const string Income = "        income_band:        {to: income_band,  purposes: [personalisation]}\n";
    private const string Condition = ", when: \"subject.region == 'US-CA' && subject.ageYears >= 18\"";

    /// <summary>What is written instead of what, and the sentence that tells it.</summary>
    public static TheoryData<string, string, string> Quiet => new()
    {
        { "version: 2026.07.1", "version: 2026.07.2", "policy: version changed from 2026.07.1 to 2026.07.2" },
        { "PT2M", "PT3M", "defaults: clockSkewTolerance changed from PT2M to PT3M" },
        { "role:head-of-iam", "role:head-of-it", "category verification_status: owner changed from role:head-of-iam to role:head-of-it" },
        { "nativeKey: sub}", "nativeKey: subject}", "source idp: nativeKey changed from sub to subject" },
        { "    idp:   ",
            "    kiosk: {kind: first_party_channel, principal: nhi:kiosk, maxProof: signed_assertion, nativeKey: k}\n    idp:   ",
            "source kiosk: added" },
        { "title: Send offers by e-mail", "title: Send offers", "purpose email_marketing: title changed from Send offers by e-mail to Send offers" },
        { "consentAge: 16", "consentAge: 17", "region EU: minors/consentAge changed from 16 to 17" },
        { "{model: objection, basis: lgpd-7-IX}", "{model: consent, basis: lgpd-7-IX}",
            "region BR: purposes/personalisation/model changed from objection to consent" },
        { "access: P45D", "access: P30D", "region US-CA: rights/access changed from P45D to P30D" },
        { "rank: 4, minProof: signed_assertion", "rank: 5, minProof: signed_assertion", "field given_name: sources/pos/rank changed from 4 to 5" },
        {
            "        - {id: pos,          rank: 4, minProof: signed_assertion}\n", "",
            "field given_name: sources/pos removed: rank 4; minProof signed_assertion"
        },
        { "lowerRank: never", "lowerRank: if_newer_than_P30D", "field given_name: overwrite/lowerRank changed from never to if_newer_than_P30D" },
        { "codeTtl: PT10M", "codeTtl: PT15M", "field phone_mobile: verification/codeTtl changed from PT10M to PT15M" },
        { Vip, "", "platform crm: fields/support_vip removed: to VIP__c; purposes customer_support; nullable true" },
        { "ackCeiling: accepted", "ackCeiling: applied", "platform cdp: ackCeiling changed from accepted to applied" },
        { "granted: opted_in", "granted: subscribed", "platform marketing: purposeSignals/email_marketing/granted changed from opted_in to subscribed" },
        { "maxMembers: 12", "maxMembers: 10", "household: maxMembers changed from 12 to 10" },
        { "sla: PT4H", "sla: PT8H", "exception delivery_indeterminate: sla changed from PT4H to PT8H" },
        { "cadence: P180D", "cadence: P90D", "review authority_map: cadence changed from P180D to P90D" },
        { "[new_platform, new_purpose, ", "[new_platform, ",
            "activation gate: appliesTo changed from new_platform, new_platform_field, new_purpose to new_platform, new_platform_field" },
        { "expect: {winner: B3}", "expect: {winner: B1}", "test \"Partner fills an empty field in California only\": changed" },
        { "name: Partner is ignored in the EU", "name: A partner is ignored in the EU",
            "test \"A partner is ignored in the EU\": added | test \"Partner is ignored in the EU\": removed" },
    };

    /// <summary>What is written instead of what, the sentence that tells it, and whom it tells more.</summary>
    public static TheoryData<string, string, string, string> Widening => new()
    {
        { "permittedPurposes: [personalisation]", "permittedPurposes: [personalisation, ads_sharing]",
            "source partner_acme: contract/permittedPurposes changed from personalisation to ads_sharing, personalisation",
            "source partner_acme: its contract permits ads_sharing too" },
        { "consentTtl: P365D", "consentTtl: P366D", "purpose ads_sharing: consentTtl changed from P365D to P366D",
            "purpose ads_sharing: a consent lasts P366D instead of P365D" },
        { "doubleOptIn: true", "doubleOptIn: false", "purpose email_marketing: doubleOptIn changed from true to false",
            "purpose email_marketing: a consent need no longer be confirmed" },
        { "email_marketing:    {model: consent, ", "email_marketing:    {model: opt_out, ",
            "region EU: purposes/email_marketing/model changed from consent to opt_out", "region EU: email_marketing rests on opt_out instead of consent" },
        { "consentAge: 12", "consentAge: 11", "region BR: minors/consentAge changed from 12 to 11", "region BR: the age of consent is 11 instead of 12" },
        { "FR: 15", "FR: 13", "region EU: minors/perCountry/FR changed from 15 to 13", "region EU: the age of consent in FR is 13 instead of 15" },
        { "jointWithChild: [FR], ", "jointWithChild: [], ", "region EU: minors/jointWithChild removed: FR",
            "region EU: in FR a child need no longer agree with its guardian" },
        { "prohibitedUntil: 18", "prohibitedUntil: 17", "region EU: minors/prohibitedUntil changed from 18 to 17",
            "region EU: the age until which purposes are prohibited is 17 instead of 18" },
        { "selfOptInUntil: 16", "selfOptInUntil: 15", "region US-CA: minors/selfOptInUntil changed from 16 to 15",
            "region US-CA: the age until which minors must opt in to ads_sharing themselves is 15 instead of 16" },
        { Proof, "{id: commerce, rank: 3, minProof: transport_authenticated}",
            "field given_name: sources/commerce/minProof changed from service_authenticated to transport_authenticated",
            "field given_name: commerce may assert it with less proof, transport_authenticated instead of service_authenticated" },
        { Case, "{id: support, rank: 2, minProof: service_authenticated}", "field given_name: sources/support/requires removed: case_reference",
            "field given_name: support may assert it without evidence of kind case_reference" },
        { Condition, "", "field income_band: sources/partner_acme/when removed: subject.region == 'US-CA' && subject.ageYears >= 18",
            "field income_band: partner_acme may assert it without the condition subject.region == 'US-CA' && subject.ageYears >= 18" },
        { "validFor: P30D", "validFor: P60D", "field value_band: validFor changed from P30D to P60D", "field value_band: a value lives P60D instead of P30D" },
        { Income, Income + "        given_name: {to: name, purposes: [personalisation]}\n",
            "platform cdp: fields/given_name added: to name; purposes personalisation; nullable true", "platform cdp is told given_name, for personalisation" },
        { "{to: first_name,  purposes: [email_marketing]}", "{to: first_name,  purposes: [email_marketing, personalisation]}",
            "platform marketing: fields/given_name/purposes changed from email_marketing to email_marketing, personalisation",
            "platform marketing is told given_name for personalisation too" },
        { "{to: email,       purposes: [email_marketing], minState: verified}", "{to: email,       purposes: [email_marketing]}",
            "platform marketing: fields/email/minState removed: verified", "platform marketing is told email in state any instead of verified" },
        { "      hazards: [subscription_state_spreads_to_all_profiles_with_same_email]\n", "",
            "platform marketing: hazards removed: subscription_state_spreads_to_all_profiles_with_same_email",
            "platform marketing is told without regard to the hazard subscription_state_spreads_to_all_profiles_with_same_email" },
        { "legalName: Twilio Inc", "legalName: Other Inc", "platform cdp: recipient/legalName changed from Twilio Inc to Other Inc",
            "platform cdp is Other Inc instead of Twilio Inc" },
        { "consentShared: false", "consentShared: true", "household: consentShared changed from false to true", "households share consents" },
    };

    [Theory]
    [MemberData(nameof(Quiet))]
    public void A_change_is_told_in_one_line(string written, string instead, string told)
    {
        var difference = Between(Sample.Text, Sample.With(written, instead));

        Assert.Equal(told.Split(" | "), difference.Changes.Select(c => c.Sentence));
        Assert.Empty(difference.Widens);
    }

    [Theory]
    [MemberData(nameof(Widening))]
    public void What_releases_more_is_told_a_second_time(string written, string instead, string told, string widens)
    {
        var difference = Between(Sample.Text, Sample.With(written, instead));

        Assert.Equal(told, Assert.Single(difference.Changes).Sentence);
        Assert.Equal(widens, Assert.Single(difference.Widens));
    }

    [Theory]
    [MemberData(nameof(Widening))]
    public void What_is_taken_back_releases_no_more(string written, string instead, string told, string widens)
    {
        var difference = Between(Sample.With(written, instead), Sample.Text);

        Assert.NotEqual(told, Assert.Single(difference.Changes).Sentence);
        // Another recipient is another recipient, whichever way the change goes.
        Assert.Equal(widens.Contains(" Inc ", StringComparison.Ordinal) ? 1 : 0, difference.Widens.Length);
    }

    [Fact]
    public void A_platform_that_comes_tells_what_it_receives()
    {
        var start = Sample.Text.IndexOf("    marketing:\n", StringComparison.Ordinal);
        var end = Sample.Text.IndexOf("\n  # ---------------------------------------------------------------- graph rules", StringComparison.Ordinal);
        var platform = Sample.Text[start..end].Replace("    marketing:\n", "    letters:\n", StringComparison.Ordinal)
            .Replace("nhi:ig-to-marketing", "nhi:ig-to-letters", StringComparison.Ordinal).Replace("Braze Inc", "Letters Ltd", StringComparison.Ordinal);

        var difference = Between(Sample.Text, Sample.Text.Insert(end, platform));

        Assert.Equal("platform letters: added", Assert.Single(difference.Changes).Sentence);
        Assert.Equal(
            "platform letters (Letters Ltd) is new and is told customer_number, given_name, email, language, contact_preferences, loyalty_tier",
            Assert.Single(difference.Widens));
    }

    [Theory]
    [InlineData("# an opt-out must not require identity verification", "# nobody has to prove who he is to opt out")]
    [InlineData("scopes: [api, upsert:Contact]", "scopes: [upsert:Contact, api]")]
    [InlineData("{category: profile, type: enum, systemOfRecord: commerce,", "{type: enum, category: profile, systemOfRecord: commerce,")]
    [InlineData("codeTtl: PT24H", "codeTtl: P1D")]
    [InlineData("laws: [CCPA, CPRA, COPPA]", "laws:   [COPPA, CCPA, CPRA]")]
    public void What_only_looks_otherwise_is_no_difference(string written, string instead) =>
        Assert.True(Between(Sample.Text, Sample.With(written, instead)).IsNone);

    [Fact]
    public void A_document_does_not_differ_from_itself()
    {
        var difference = Between(Sample.Text, Sample.Text);

        Assert.True(difference.IsNone);
        Assert.Empty(difference.Widens);
    }

    private static PolicyDifference Between(string older, string newer) => PolicyDifference.Between(Read(older), Read(newer));

    private static Domain.Policies.Policy Read(string document)
    {
        var reading = PolicyDocument.Load(document);
        Assert.Empty(reading.Errors);
        return reading.Policy!;
    }
}
