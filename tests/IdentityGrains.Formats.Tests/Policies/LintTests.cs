namespace IdentityGrains.Formats.Tests.Policies;

public class LintTests
{
    public static TheoryData<string, string, string, string> References() => new()
    {
        { "{category: profile, type: string", "{category: profiles, type: string", "/spec/fields/customer_number/category", "unknown-category" },
        { "systemOfRecord: idp\n", "systemOfRecord: okta\n", "/spec/fields/date_of_birth/systemOfRecord", "unknown-source" },
        { "systemOfRecord: idp\n", "systemOfRecord: self_service\n", "/spec/fields/date_of_birth/systemOfRecord", "system-of-record-not-first" },
        { "{id: pos,          rank: 4", "{id: till,          rank: 4", "/spec/fields/given_name/sources/4/id", "unknown-source" },
        { "{id: crm,          rank: 3", "{id: commerce,          rank: 3", "/spec/fields/given_name/sources/3/id", "duplicate-source" },
        { "permittedPurposes: [personalisation]", "permittedPurposes: [resale]", "/spec/sources/partner_acme/contract/permittedPurposes/0", "unknown-purpose" },
        { "prohibited: [ads_sharing]", "prohibited: [adverts]", "/spec/regions/EU/minors/prohibited/0", "unknown-purpose" },
        { "selfOptInPurposes: [ads_sharing]", "selfOptInPurposes: [adverts]", "/spec/regions/US-CA/minors/selfOptInPurposes/0", "unknown-purpose" },
        { "{gpc: withdraw_ads_sharing}", "{gpc: withdraw_adverts}", "/spec/regions/EU/signals/gpc", "unknown-purpose" },
        { "        email_marketing:    {model: consent,   basis: gdpr-6-1-a}\n", "", "/spec/regions/EU/purposes", "purpose-without-rule" },
        { "customer_number:    {to: IG_C", "customer_no:    {to: IG_C", "/spec/platforms/crm/fields/customer_no", "unknown-field" },
        { "purposes: [customer_support], minState", "purposes: [support], minState", "/spec/platforms/crm/fields/phone_mobile/purposes/0", "unknown-purpose" },
        { "email_marketing: {to: email_subscribe", "emails: {to: email_subscribe", "/spec/platforms/marketing/purposeSignals/emails", "unknown-purpose" },
        { "sharedFields: [postal_address]", "sharedFields: [address]", "/spec/graph/household/sharedFields/0", "unknown-field" },
        { "sharedFields: [postal_address]", "sharedFields: [email]", "/spec/graph/household/sharedFields/0", "not-shareable" },
        { "neverDelegable: [grant_ads_sharing", "neverDelegable: [grant_adverts", "/spec/graph/delegation/neverDelegable/0", "unknown-word" },
        { "release: {platform: marketing", "release: {platform: mailer", "/spec/tests/19/release/platform", "unknown-platform" },
        { "subject: {region: EU, ageYears: 30}", "subject: {region: MARS, ageYears: 30}", "/spec/tests/0/subject/region", "unknown-region" },
        { "loser: {crm: lower_rank}", "loser: {crn: lower_rank}", "/spec/tests/0/expect/loser/crn", "unknown-source" },
        { "consent: {email_marketing: granted}", "consent: {emails: granted}", "/spec/tests/20/subject/consent/emails", "unknown-purpose" },
    };

    public static TheoryData<string, string, string, string> Rules() => new()
    {
        { "unrankedSource: reject", "unrankedSource: accept", "/spec/defaults/unrankedSource", "not-fail-closed" },
        { "    clockSkewTolerance: PT2M\n", "", "/spec/defaults/clockSkewTolerance", "missing-key" },
        { "clockSkewTolerance: PT2M", "clockSkewTolerance: 2m", "/spec/defaults/clockSkewTolerance", "invalid-duration" },
        { "clockSkewTolerance: PT2M", "clockSkewTolerance: P1D", "/spec/defaults/clockSkewTolerance", "out-of-range" },
        { "owner: role:head-of-customer-data,", "owner: [role:a, role:b],", "/spec/categories/profile/owner", "wrong-type" },
        { "owner: role:head-of-customer-data,", "", "/spec/categories/profile/owner", "missing-key" },
        {
            "{id: pos,          rank: 4, minProof: signed_assertion}",
            "{id: pos, rank: 4, minProof: subject_authenticated}",
            "/spec/fields/given_name/sources/4/minProof",
            "unattainable-proof"
        },
        { "principal: nhi:crm-cdc", "principal: nhi:pos-gateway", "/spec/sources/crm/principal", "principal-shared" },
        { "{id: nhi:ig-to-crm", "{id: nhi:crm-cdc", "/spec/platforms/crm/nhi/id", "principal-shared" },
        {
            "      overwrite: {lowerRank: never, equalRank: steward, blankOverValue: never, staleAssertion: record_only, unverifiedOverVerified: never}\n",
            "",
            "/spec/fields/date_of_birth/overwrite",
            "overwrite-missing"
        },
        {
            "{id: idp,          rank: 1, minProof: signed_assertion}",
            "{id: idp, rank: 1, minProof: signed_assertion, when: \"subject.ageYears >= 18\"}",
            "/spec/fields/date_of_birth/sources",
            "guarded-fact"
        },
        { "equalRank: steward, blankOverValue", "blankOverValue", "/spec/fields/date_of_birth/overwrite/equalRank", "missing-key" },
        { "unverifiedOverVerified: pend", "unverifiedOverVerified: n/a", "/spec/fields/email/overwrite", "unverified-rule" },
        { "unverifiedOverVerified: n/a", "unverifiedOverVerified: pend", "/spec/fields/given_name/overwrite", "unverified-rule" },
        { "lowerRank: only_if_higher_expired", "lowerRank: sometimes", "/spec/fields/email/overwrite/lowerRank", "unknown-word" },
        { "if_newer_than_P180D", "if_newer_than_PT5M", "/spec/fields/language/overwrite/lowerRank", "unknown-word" },
        { "lowerRank: only_if_higher_expired", "lowerRank: only_more_restrictive", "/spec/fields/email/overwrite/lowerRank", "rule-does-not-fit" },
        { "      validFor: P730D\n", "", "/spec/fields/email/validFor", "verification-without-lifetime" },
        {
            "{to: FirstName,         purposes: [service_fulfilment, customer_support]}",
            "{to: FirstName, purposes: [customer_support], minState: verified}",
            "/spec/platforms/crm/fields/given_name/minState",
            "min-state-without-verification"
        },
        { ", atomicGroup: [line1, line2, city, postcode, country]", "", "/spec/fields/postal_address/overwrite", "atomic-group" },
        {
            "unverifiedOverVerified: n/a}",
            "unverifiedOverVerified: n/a, atomicGroup: [line1]}",
            "/spec/fields/given_name/overwrite/atomicGroup",
            "atomic-group"
        },
        {
            "\n      contract: {id: DPA-2026-014, permittedPurposes: [personalisation], dataTtl: P365D, art14NoticeWithin: P30D, mayCreateSubjects: false}",
            "",
            "/spec/sources/partner_acme/contract",
            "contract-missing"
        },
        { "dataTtl: P365D", "dataTtl: P300D", "/spec/fields/income_band/validFor", "outlives-contract" },
        {
            "income_band:        {to: income_band,  purposes: [personalisation]}",
            "income_band: {to: income_band, purposes: [ads_sharing]}",
            "/spec/platforms/cdp/fields/income_band/purposes",
            "beyond-contract"
        },
        { "mode: fill_only, when:", "when:", "/spec/fields/income_band/sources", "partner-not-fill-only" },
        { "{id: partner_acme, rank: 9,", "{id: partner_acme, rank: 1,", "/spec/fields/income_band/sources", "partner-not-last" },
        {
            "        - {id: crm,          rank: 4, minProof: service_authenticated}\n      overwrite: {lowerRank: only_if_higher_expired",
            "        - {id: partner_acme, rank: 9, minProof: signed_assertion, mode: fill_only}\n      overwrite: {lowerRank: only_if_higher_expired",
            "/spec/fields/email/sources",
            "partner-contact-point"
        },
        { "keepCurrentWhilePending: true", "keepCurrentWhilePending: false", "/spec/fields/email/verification/keepCurrentWhilePending", "not-fail-closed" },
        { "key: externalId", "key: userName", "/spec/platforms/support/key", "key-not-mapped" },
        { "key: external_id", "key: email", "/spec/platforms/marketing/key", "key-is-contact-point" },
        { "key: Contact.IG_Customer_Id__c", "key: Contact.MobilePhone", "/spec/platforms/crm/key", "key-is-contact-point" },
        { "{to: FirstName,", "{to: LastName,", "/spec/platforms/crm/fields", "duplicate-target" },
        { "{to: email_subscribe,", "{to: first_name,", "/spec/platforms/marketing/fields", "duplicate-target" },
        { "denied: unsubscribed}", "denied: opted_in}", "/spec/platforms/marketing/purposeSignals/email_marketing/denied", "signal-says-nothing" },
        { "hazards: [subscription_", "hazards: [state_", "/spec/platforms/marketing/hazards/0", "unknown-word" },
        { "email:               {to: email,", "postal_address:      {to: email,", "/spec/platforms/marketing/hazards", "hazard-without-address" },
        { "alwaysFor: [email_marketing_s", "alwaysFor: [offers_s", "/spec/platforms/marketing/confirm", "unknown-confirmation" },
        { "type: email\n", "type: e-mail\n", "/spec/fields/email/type", "unknown-word" },
        { "type: date\n", "type: string\n", "/spec/fields/date_of_birth/classification", "age-gate" },
        { "type: bcp47\n", "type: region\n", "/spec/fields", "ambiguous-fact" },
        { "subject.region == 'US-CA'", "subject.region = 'US-CA'", "/spec/fields/income_band/sources/1/when", "guard-syntax" },
        { "subject.region == 'US-CA'", "subject.region == 5", "/spec/fields/income_band/sources/1/when", "guard-type" },
        {
            "    drift_detected:              {severity: medium,   sla: P5D,  assignTo: category.steward}\n",
            "",
            "/spec/exceptions/drift_detected",
            "missing-key"
        },
        { "severity: critical", "severity: grave", "/spec/exceptions/consent_not_confirmed/severity", "unknown-word" },
        { "reviewers: [nhi.owner]", "reviewers: [somebody]", "/spec/reviews/nhi_recertify/reviewers/0", "unknown-word" },
        { "policy_tests_green]", "policy_tests_green, luck]", "/spec/activationGate/require/7", "unknown-word" },
        { "schedule: \"0 3 * * *\"", "schedule: nightly", "/spec/platforms/crm/reconcile/schedule", "invalid-name" },
        { "sample: 0.05", "sample: 5", "/spec/platforms/cdp/confirm/sample", "out-of-range" },
        { "role: processor, country: IE", "role: processor, country: XX", "/spec/platforms/crm/recipient/country", "unknown-country" },
        { "required: 2, roles", "required: 3, roles", "/metadata/approvals/roles", "too-few-approvers" },
        { "effectiveFrom: 2026-07-15T00:00:00Z", "effectiveFrom: 2026-07-15", "/metadata/effectiveFrom", "invalid-time" },
        { "version: 2026.07.1", "version: 2026.07", "/metadata/version", "wrong-type" },
        { "immutable: true", "immutable: yes", "/spec/fields/customer_number/immutable", "wrong-type" },
        { "expect: {winner: a@x.test, loser: {crm: lower_rank}}", "expect: {}", "/spec/tests/0/expect", "empty-expectation" },
        { "value: a@x.test, at", "value: a@@x.test, at", "/spec/tests/0/assertions/0/value", "invalid-test-value" },
        {
            "      release: {platform: marketing, field: email}",
            "      purpose: {id: ads_sharing}\n      release: {platform: marketing, field: email}",
            "/spec/tests/19",
            "test-question"
        },
        { "name: Unproven source never overrides", "name: CRM cannot overwrite a self-service email", "/spec/tests/2/name", "duplicate-name" },
        { "reason: gpc", "reason: bad_mood", "/spec/tests/24/expect/reason", "unknown-word" },
    };

    [Theory]
    [MemberData(nameof(References))]
    public void A_name_that_nothing_has_is_refused_where_it_stands(string old, string replacement, string path, string code) =>
        Sample.Refuses(Sample.With(old, replacement), path, code);

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_that_could_not_be_kept_is_refused(string old, string replacement, string path, string code) =>
        Sample.Refuses(Sample.With(old, replacement), path, code);

    [Theory]
    [InlineData("  supersedes: 2026.06.3\n", "")]
    [InlineData("  approvals: {required: 2, roles: [chief-privacy-officer, head-of-customer-data], separationOfDuties: author-may-not-approve}\n", "")]
    [InlineData("  changeNote: Partner income band usable for personalisation in US-CA only; phone code TTL to 10 minutes.\n", "")]
    [InlineData("ageYears: 30}", "ageYears: null}")]
    [InlineData("kind: GovernancePolicy", "kind: \"GovernancePolicy\"")]
    [InlineData("type: enum, systemOfRecord: commerce", "type: enum, classification: [age_gate], systemOfRecord: commerce")]
    public void What_may_be_left_out_may_be_left_out(string old, string replacement) =>
        Assert.Empty(Sample.Changed(old, replacement).Errors);
}
