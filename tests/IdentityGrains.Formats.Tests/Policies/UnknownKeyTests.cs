namespace IdentityGrains.Formats.Tests.Policies;

public class UnknownKeyTests
{
    /// <summary>A place in each mapping of the document where a key can be added, and the mapping's path.</summary>
    public static TheoryData<string, string> Mappings() => new()
    {
        { "apiVersion:", "" },
        { "\n  id: brightmart-retail", "/metadata" },
        { "{required: 2", "/metadata/approvals" },
        { "\n  defaults:", "/spec" },
        { "\n    unknownField:", "/spec/defaults" },
        { "{owner: role:head-of-customer-data,", "/spec/categories/profile" },
        { "{kind: first_party_channel, principal: nhi:web-bff", "/spec/sources/self_service" },
        { "{id: DPA-2026-014", "/spec/sources/partner_acme/contract" },
        { "{title: Fulfil", "/spec/purposes/service_fulfilment" },
        { "\n      laws: [GDPR", "/spec/regions/EU" },
        { "{model: contract", "/spec/regions/EU/purposes/service_fulfilment" },
        { "{gpc: withdraw_ads_sharing}", "/spec/regions/EU/signals" },
        { "{consentAge: 16", "/spec/regions/EU/minors" },
        { "{access: P1M", "/spec/regions/EU/rights" },
        { "{category: profile, type: string", "/spec/fields/customer_number" },
        { "{id: commerce, rank: 1, minProof: service_authenticated}]}", "/spec/fields/customer_number/sources/0" },
        { "{lowerRank: never", "/spec/fields/given_name/overwrite" },
        { "{required: true, method: confirmation_code", "/spec/fields/email/verification" },
        { "{onSecondSubject", "/spec/fields/email/sharedContactPoint" },
        { "\n      connector: salesforce", "/spec/platforms/crm" },
        { "{legalName: Salesforce", "/spec/platforms/crm/recipient" },
        { "{id: nhi:ig-to-crm", "/spec/platforms/crm/nhi" },
        { "{by: read_back, within: PT15M", "/spec/platforms/crm/confirm" },
        { "{schedule: \"0 3 * * *\"", "/spec/platforms/crm/reconcile" },
        { "{maxDriftRatio: 0.05}", "/spec/platforms/crm/reconcile/breaker" },
        { "{default: set_null, record: keep}", "/spec/platforms/crm/onPermissionLost" },
        { "{to: IG_Customer_Id__c", "/spec/platforms/crm/fields/customer_number" },
        { "{to: email_subscribe", "/spec/platforms/marketing/purposeSignals/email_marketing" },
        { "\n    merge:", "/spec/graph" },
        { "{survivorIs", "/spec/graph/merge" },
        { "{auto: [same", "/spec/graph/merge/approval" },
        { "{maxMembers", "/spec/graph/household" },
        { "{maxDuration", "/spec/graph/delegation" },
        {
            "{scopes: [read_profile, update_profile, update_preferences, withdraw_consent, grant_consent, exercise_rights], endsAt",
            "/spec/graph/delegation/guardian"
        },
        { "\n    delivery_rejected_permanent:", "/spec/exceptions" },
        { "{severity: high,     sla: P2D", "/spec/exceptions/delivery_rejected_permanent" },
        { "\n    sync_exceptions:", "/spec/reviews" },
        { "{cadence: P7D", "/spec/reviews/sync_exceptions" },
        { "\n    appliesTo:", "/spec/activationGate" },
        { "\n      field: email", "/spec/tests/0" },
        { "{source: self_service, proof: subject_authenticated, value: a@x.test", "/spec/tests/0/assertions/0" },
        { "{region: EU, ageYears: 30}", "/spec/tests/0/subject" },
        { "{winner: a@x.test, loser", "/spec/tests/0/expect" },
        { "{platform: marketing, field: email}", "/spec/tests/19/release" },
        { "{id: ads_sharing}", "/spec/tests/24/purpose" },
    };

    [Theory]
    [MemberData(nameof(Mappings))]
    public void An_unknown_key_is_refused_wherever_it_stands(string place, string path)
    {
        var inFlow = place.Contains('{', StringComparison.Ordinal);
        var indent = place.StartsWith('\n') ? place[1..(1 + place[1..].TakeWhile(c => c == ' ').Count())] : "";
        var document = inFlow
            ? Sample.With(place, place.Insert(1, "surprise: x, "))
            : Sample.With(place, place.StartsWith('\n') ? $"\n{indent}surprise: x{place}" : $"surprise: x\n{place}");
        Sample.Refuses(document, path + "/surprise", "unknown-key");
    }

    [Theory]
    [InlineData("    categories:", "    categorys:", "/spec/categorys")]
    [InlineData("expect: {winner: a@x.test, loser: {crm: lower_rank}}", "expect: {winner: a@x.test, permitted: true}", "/spec/tests/0/expect/permitted")]
    [InlineData("release: {platform: marketing,", "assertions: []\n      release: {platform: marketing,", "/spec/tests/19/assertions")]
    public void A_key_of_another_place_is_unknown_here(string old, string replacement, string path) =>
        Sample.Refuses(Sample.With(old.TrimStart(), replacement.TrimStart()), path, "unknown-key");
}
