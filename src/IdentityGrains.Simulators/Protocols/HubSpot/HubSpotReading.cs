using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.HubSpot;

/// <summary>Records as HubSpot shows them, by our key, with the history of their properties where it is asked for.</summary>
internal static class HubSpotReading
{
    private const int MostRead = 100;
    private const int MostWithHistory = 50;

    public static SimulatedReply Batch(JsonNode? body, Shelf shelf, Strike strike)
    {
        string[] keys = [.. body.Items("inputs").Select(i => i.Text("id") ?? "")];
        string[] names = [.. body.Items("properties").Select(p => p?.GetValue<string>() ?? "")];
        string[] withHistory = [.. body.Items("propertiesWithHistory").Select(p => p?.GetValue<string>() ?? "")];
        if (keys.Length == 0 || keys.Length > (withHistory.Length > 0 ? MostWithHistory : MostRead) || body.Text("idProperty") != SimulatedHubSpot.IdProperty)
        {
            return SimulatedHubSpot.Error(400, "VALIDATION_ERROR", "The inputs are too many, or the id property is none.");
        }

        var (results, missing) = (new JsonArray(), new JsonArray());
        foreach (var key in keys)
        {
            if (Shown(key, shelf, strike) is not { } record)
            {
                missing.Add(key);
                continue;
            }

            var told = Told(record, names);
            if (withHistory.Length > 0)
            {
                told["propertiesWithHistory"] = new JsonObject(withHistory.Select(n => KeyValuePair.Create(n, (JsonNode?)History(record, n))));
            }

            results.Add(told);
        }

        var answer = new JsonObject { ["status"] = "COMPLETE", ["results"] = results };
        if (missing.Count > 0)
        {
            answer["numErrors"] = 1;
            answer["errors"] = new JsonArray(new JsonObject
            {
                ["status"] = "error", ["category"] = "OBJECT_NOT_FOUND", ["message"] = "Some contacts do not exist.",
                ["context"] = new JsonObject { ["ids"] = missing },
            });
        }

        return new SimulatedReply(missing.Count > 0 ? 207 : 200, answer);
    }

    /// <summary>A record with our key and these of its properties; what it has not is null.</summary>
    public static JsonObject Told(ShelfRecord record, IEnumerable<string> names)
    {
        var properties = new JsonObject { ["hs_object_id"] = record.Id };
        foreach (var name in names)
        {
            properties[name] = record.Fields.TryGetValue(name, out var value) ? value.Node() : null;
        }

        properties[SimulatedHubSpot.IdProperty] = record.Key;
        return new JsonObject
        {
            ["id"] = record.Id, ["properties"] = properties, ["createdAt"] = Instant(record.CreatedAt), ["updatedAt"] = Instant(record.ChangedAt),
            ["archived"] = false,
        };
    }

    private static ShelfRecord? Shown(string key, Shelf shelf, Strike strike) =>
        shelf.Show(key, strike) is { } record ? strike.Has(FaultKind.ForeignRecord) ? record with { Key = "another-" + key } : record : null;

    private static JsonArray History(ShelfRecord record, string name) => new(
        [.. record.History.Where(c => c.Path == name).OrderByDescending(c => c.At).Select(Entry)]);

    // A person has a number, and changes things in the application; a program has an app's id.
    private static JsonObject Entry(FieldChange change)
    {
        var isPerson = change.By != Shelf.Product;
        var entry = new JsonObject
        {
            ["value"] = change.Value.ValueKind == JsonValueKind.String ? change.Value.GetString() : "", ["timestamp"] = Instant(change.At),
            ["sourceType"] = isPerson ? "CRM_UI" : "INTEGRATION", ["sourceId"] = isPerson ? "userId:" + change.By : change.By,
        };
        if (long.TryParse(change.By, NumberStyles.None, CultureInfo.InvariantCulture, out var user))
        {
            entry["updatedByUserId"] = user;
        }

        return entry;
    }

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
