using System.Text.RegularExpressions;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Protocols;
using IdentityGrains.Torture.Checkers.Deliveries;

namespace IdentityGrains.Torture.Platforms;

/// <summary>Standard Webhooks.</summary>
internal sealed record WebhookDialect() : Dialect(null, "webhook.standard", new Proof(AckLevel.Accepted, CallsBack: true))
{
    public override IEnumerable<ToldItem> Told(string method, string path, JsonElement? body)
    {
        if (body?.GetProperty("data") is not { } data)
        {
            return [];
        }

        var purposes = data.GetProperty("purposes");
        var values = data.GetProperty("fields").EnumerateObject().ToDictionary(
            f => f.Name, f => new ToldValue(ValueText.Of(f.Value), purposes.TryGetProperty(f.Name, out var purpose) ? purpose.GetString() : null),
            StringComparer.Ordinal);
        return
        [
            new ToldItem(data.GetProperty("customerNumber").GetString()!, values)
            {
                DeliveryId = data.GetProperty("deliveryId").GetString(), Version = data.GetProperty("version").GetInt64(),
            },
        ];
    }
}

/// <summary>Salesforce's composite upsert. Its compound address is written part by part.</summary>
internal sealed partial record SalesforceDialect() : Dialect("salesforce", "salesforce.sobject-collections", new Proof(AckLevel.Applied, CallsBack: false))
{
    private const string Key = "IG_Customer_Id__c";
    private const string Address = "MailingAddress";

    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["MailingStreet"] = "line1", ["MailingCity"] = "city", ["MailingPostalCode"] = "postcode", ["MailingCountry"] = "country",
    };

    public override string? RefusesOne => "UNABLE_TO_LOCK_ROW";

    public override IEnumerable<ToldItem> Told(string method, string path, JsonElement? body) => method != "PATCH" || body is null ? []
        : body.Value.GetProperty("records").EnumerateArray().Select(r => new ToldItem(
            r.GetProperty(Key).GetString()!,
            Shelf(r.EnumerateObject().Where(p => p.Name is not (Key or "attributes")).Select(p => KeyValuePair.Create(p.Name, p.Value)))
                .ToDictionary(v => v.Key, v => new ToldValue(v.Value), StringComparer.Ordinal)));

    public override IEnumerable<string> Looked(string method, string path, JsonElement? body) =>
        method == "GET" && path.Contains("/query?", StringComparison.Ordinal)
            ? Literal().Matches(Uri.UnescapeDataString(path)).Select(m => m.Groups["number"].Value)
            : [];

    public override IReadOnlyDictionary<string, string?> Shelf(IEnumerable<KeyValuePair<string, JsonElement>> fields)
    {
        var (values, parts) = (new Dictionary<string, string?>(StringComparer.Ordinal), new List<(string, string)>());
        foreach (var (name, value) in fields)
        {
            if (Parts.TryGetValue(name, out var part))
            {
                values[Address] = null;
                parts.Add((part, ValueText.Of(value) ?? ""));
            }
            else
            {
                values[name] = ValueText.Of(value);
            }
        }

        if (parts.Count > 0)
        {
            values[Address] = ValueText.OfParts(parts);
        }

        return values;
    }

    public override IEnumerable<(string Name, string Value)> Settings(string url, string credentialFile) => [("OurUserId", PlatformSimulator.ProductUser)];

    [GeneratedRegex("'(?<number>[^']*)'", RegexOptions.None, 1000)]
    private static partial Regex Literal();
}

/// <summary>Braze's users/track and users/export/ids.</summary>
internal sealed record BrazeDialect() : Dialect("braze", "braze.users-track", new Proof(AckLevel.Accepted, CallsBack: false))
{
    private const string Key = "external_id";

    public override string? RefusesOne => "UNABLE_TO_LOCK_ROW";

    public override IEnumerable<ToldItem> Told(string method, string path, JsonElement? body) => path != "/users/track" || body is null ? []
        : body.Value.GetProperty("attributes").EnumerateArray().Select(a => new ToldItem(
            a.GetProperty(Key).GetString()!, Values(a.EnumerateObject().Where(p => p.Name is not (Key or "_update_existing_only")))));

    public override IEnumerable<string> Looked(string method, string path, JsonElement? body) => path != "/users/export/ids" || body is null ? []
        : body.Value.GetProperty("external_ids").EnumerateArray().Select(i => i.GetString()!);
}

/// <summary>Segment's batches of identify, and its Profile API.</summary>
internal sealed record SegmentDialect() : Dialect("segment", "segment.identify", new Proof(AckLevel.Accepted, CallsBack: false))
{
    private const string Version = "ig_version";
    private const string User = "user_id:";
    private const string Traits = "/traits";

    public override IEnumerable<ToldItem> Told(string method, string path, JsonElement? body) => path != "/v1/batch" || body is null ? []
        : body.Value.GetProperty("batch").EnumerateArray().Select(c => new ToldItem(
            c.GetProperty("userId").GetString()!, Values(c.GetProperty("traits").EnumerateObject().Where(t => t.Name != Version)))
        {
            DeliveryId = c.GetProperty("messageId").GetString(), Version = c.GetProperty("traits").GetProperty(Version).GetInt64(),
        });

    public override IEnumerable<string> Looked(string method, string path, JsonElement? body) =>
        method == "GET" && path.IndexOf(User, StringComparison.Ordinal) is >= 0 and var at
            ? [Uri.UnescapeDataString(path[(at + User.Length)..path.IndexOf(Traits, StringComparison.Ordinal)])]
            : [];

    public override IReadOnlyDictionary<string, string?> Shelf(IEnumerable<KeyValuePair<string, JsonElement>> fields) =>
        base.Shelf(fields.Where(f => f.Key != Version));

    public override IEnumerable<(string Name, string Value)> Settings(string url, string credentialFile) =>
        [("ProfileUrl", url), ("Space", "spa_torture"), ("ProfileCredentialFile", credentialFile)];
}
