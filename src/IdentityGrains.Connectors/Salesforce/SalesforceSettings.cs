using IdentityGrains.Connectors.Outbound.Credentials;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>One Salesforce org, as configuration says it: its address, and an access token or a connected app's secret.</summary>
public sealed class SalesforceSettings : ApiSettings
{
    /// <summary>The object that customers are. Default: <c>Contact</c>.</summary>
    public string Object { get; set; } = "Contact";

    /// <summary>The external id field that holds our key. Default: <c>IG_Customer_Id__c</c>.</summary>
    public string ExternalId { get; set; } = "IG_Customer_Id__c";

    /// <summary>The version of the interface. Default: <c>v62.0</c>.</summary>
    public string ApiVersion { get; set; } = "v62.0";

    /// <summary>The id of the user that we are there: changes by it are ours. Default: none, and nobody's change is known to be ours.</summary>
    public string? OurUserId { get; set; }

    /// <summary>
    /// The most records of one job of Bulk API 2.0, by which backfill goes then; 200 to 10,000, or 0 for no jobs. With it <see cref="OurUserId"/> is required.
    /// Default: 0.
    /// </summary>
    public int BulkRecords { get; set; }

    /// <summary>How long a job may take before it is aborted. 1 s to 30 min. Default: 5 min.</summary>
    public TimeSpan BulkTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often it is asked how a job stands. 10 ms to 1 min. Default: 2 s.</summary>
    public TimeSpan BulkPoll { get; set; } = TimeSpan.FromSeconds(2);

    internal string Root => $"/services/data/{ApiVersion}";

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults)
    {
        base.CheckMore(faults);

        // They stand in addresses and queries; and an id with anything else in it is nobody's.
        foreach (var (name, value) in new[]
        {
            (nameof(Object), Object), (nameof(ExternalId), ExternalId), (nameof(ApiVersion), ApiVersion),
            (nameof(OurUserId), OurUserId?.Replace('-', '_') ?? "none"),
        })
        {
            if (value.Length is 0 or > 80 || !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
            {
                faults.Add($"{name} must be letters, digits, _ and .");
            }
        }

        if (BulkRecords is not 0 and (< SalesforceConnector.MostAtOnce or > 10_000))
        {
            faults.Add($"{nameof(BulkRecords)} must be 0 or {SalesforceConnector.MostAtOnce} to 10000");
        }

        // Jobs have no name: those that nobody waits for any more are known as ours by who made them.
        if (BulkRecords > 0 && OurUserId is not { Length: > 0 })
        {
            faults.Add($"{nameof(OurUserId)} must be given with {nameof(BulkRecords)}");
        }

        CheckRange(nameof(BulkTimeout), BulkTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30), faults);
        CheckRange(nameof(BulkPoll), BulkPoll, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), faults);
    }
}
