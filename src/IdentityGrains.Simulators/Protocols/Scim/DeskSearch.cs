using System.Globalization;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>RFC 7644, section 3.4.2: users by a filter, sorted, a page of them.</summary>
internal sealed class DeskSearch(DeskVariant variant, Strike strike)
{
    public const int MostResults = 200;

    /// <summary>RFC 7644, section 3.4.3: what would stand in the address stands in the body.</summary>
    public static Dictionary<string, string> Asked(JsonNode? body)
    {
        var asked = body.Members("schemas", "attributes").ToDictionary(m => m.Key, m => m.Value.ToString(), StringComparer.Ordinal);
        if (body.Items("attributes") is { Count: > 0 } attributes)
        {
            asked["attributes"] = string.Join(',', attributes.Select(a => a?.ToString()));
        }

        return body.Items("schemas").Any(s => s?.ToString() == "urn:ietf:params:scim:api:messages:2.0:SearchRequest")
            ? asked
            : throw DeskRefusal.Of("invalidSyntax", "The body is no search.");
    }

    public SimulatedReply Answer(IReadOnlyDictionary<string, string> query, Shelf shelf)
    {
        var users = new DeskUsers(variant, shelf, strike);
        var filter = query.TryGetValue("filter", out var text) ? DeskFilter.Of(text, variant) : null;
        var found = shelf.All.Select(r => shelf.Show(r.Key, strike)).OfType<ShelfRecord>().Where(r => filter?.MayHold(r) ?? true)
            .Select(r => (Record: r, Tree: users.Tree(r, null))).Where(r => filter?.Holds(Own(r.Record, r.Tree)) ?? true);
        ShelfRecord[] sorted = [.. Sorted(found, query).Select(f => f.Record)];
        var (start, count) = (Number(query, "startIndex", 1, int.MaxValue), Number(query, "count", 0, MostResults));
        var page = sorted.Skip(Math.Max(1, start) - 1).Take(query.ContainsKey("count") ? count : MostResults);
        var resources = new JsonArray([.. page.Select(r => users.Tree(r, query.GetValueOrDefault("attributes")))]);
        var body = new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:ListResponse"), ["totalResults"] = sorted.Length,
            ["startIndex"] = Math.Max(1, start), ["itemsPerPage"] = resources.Count,
        };
        if (resources.Count > 0)
        {
            body["Resources"] = resources;
        }

        return SimulatedScim.Told(200, body);
    }

    // A fault shows a resource under another key than the one it was found by.
    private static JsonObject Own(ShelfRecord record, JsonObject tree)
    {
        if (tree.Text("externalId") == "another-" + record.Key)
        {
            tree["externalId"] = record.Key;
        }

        return tree;
    }

    private static IEnumerable<(ShelfRecord Record, JsonObject Tree)> Sorted(
        IEnumerable<(ShelfRecord Record, JsonObject Tree)> found, IReadOnlyDictionary<string, string> query) =>
        query.GetValueOrDefault("sortBy") switch
        {
            "meta.lastModified" => found.OrderBy(f => f.Record.ChangedAt),
            { } by => found.OrderBy(f => f.Tree[by]?.ToString(), StringComparer.Ordinal),
            null => found,
        };

    private static int Number(IReadOnlyDictionary<string, string> query, string name, int otherwise, int most) =>
        query.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, most)
            : otherwise;
}
