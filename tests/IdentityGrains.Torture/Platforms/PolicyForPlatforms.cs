using System.Text.RegularExpressions;

namespace IdentityGrains.Torture.Platforms;

/// <summary>
/// The sample's policy for a run that cannot wait for half an hour: what a platform acknowledged must show within seconds, and whatever differs in the end is
/// repaired, however much it is. What is told of a purpose itself is left out, and records stay: the second evaluator knows fields only. One platform more is
/// told.
/// </summary>
internal static partial class PolicyForPlatforms
{
    private const string Before = "    marketing:\n      connector:";

    private const string Sales =
        """
            sales:
              connector: hubspot.contacts
              recipient: {legalName: HubSpot Ireland Ltd, role: processor, country: IE}
              nhi: {id: nhi:ig-to-sales, scopes: [contacts.write], credential: private-app-token, rotateEvery: P30D, environment: prod, owner: team:sales}
              key: contact.ig_customer_id
              ackCeiling: applied
              confirm: {by: read_back, within: PT15M, sample: 1.0}
              reconcile: {schedule: "0 5 * * *", mode: incremental, maxRepairsPerRun: 500, breaker: {maxDriftRatio: 0.05}}
              onPermissionLost: {default: set_null, record: keep}
              fields:
                customer_number: {to: ig_customer_id, purposes: [service_fulfilment]}
                given_name:      {to: firstname,      purposes: [service_fulfilment]}
                family_name:     {to: lastname,       purposes: [service_fulfilment]}
                loyalty_tier:    {to: loyalty_tier,   purposes: [personalisation]}
                value_band:      {to: value_band,     purposes: [personalisation]}

        """;

    /// <summary>The document, of the sample's.</summary>
    public static string Of(string sample)
    {
        var more = sample.Replace(Before, Sales + Before, StringComparison.Ordinal);
        var impatient = Budget().Replace(Ratio().Replace(Within().Replace(more, "within: PT10S"), "maxDriftRatio: 1.0"), "maxRepairsPerRun: 9999");
        return Signals().Replace(impatient, "").Replace("record: unsubscribe_then_delete", "record: keep", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @", alwaysFor: \[\w+_subscription\]| *hazards: \[subscription\w+\]\n| *purposeSignals:\n( {8}\w+: \{to: .*\}\n)+",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Signals();

    [GeneratedRegex(@"within: PT\d+M\b", RegexOptions.None, 1000)]
    private static partial Regex Within();

    [GeneratedRegex(@"maxDriftRatio: 0\.\d+", RegexOptions.None, 1000)]
    private static partial Regex Ratio();

    [GeneratedRegex(@"maxRepairsPerRun: \d+", RegexOptions.None, 1000)]
    private static partial Regex Budget();
}
