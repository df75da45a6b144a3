using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>Users on the shelf, made, changed, shown and deleted.</summary>
internal sealed class DeskUsers(DeskVariant variant, Shelf shelf, Strike strike)
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    /// <summary>A record's version.</summary>
    public static string VersionOf(ShelfRecord record) => string.Create(CultureInfo.InvariantCulture, $"W/\"{record.Version}\"");

    /// <summary>True for the user of a name, without regard to case.</summary>
    public static bool IsCalled(ShelfRecord record, string name) =>
        record.Fields.TryGetValue("userName", out var told) && string.Equals(told.ToString(), name, StringComparison.OrdinalIgnoreCase);

    public SimulatedReply Create(JsonNode? body)
    {
        var tree = Resource(body);
        DeskSchema.CheckResource(tree, strike);
        var key = tree.Text("externalId") ?? tree.Text("userName")!;
        var name = tree.Text("userName")!;

        // A user name is one person's, without regard to case.
        if (shelf.Find(key) is not null || shelf.All.Any(r => IsCalled(r, name)))
        {
            throw new DeskRefusal(409, "uniqueness", "There is a user of this name.");
        }

        if (shelf.IsFull)
        {
            throw new DeskRefusal(507, null, "There is no room.");
        }

        var flat = DeskTree.Flat(tree);
        flat.Remove("externalId");
        return Written(shelf.Write(key, flat, Shelf.Product, strike), 201, flat.Keys);
    }

    public SimulatedReply Patch(ShelfRecord record, JsonNode? body)
    {
        var tree = DeskTree.Of(record);
        DeskPatch.Apply(body, tree, variant, strike);
        return Change(record, tree, variant.Silent ? 204 : 200);
    }

    public SimulatedReply Replace(ShelfRecord record, JsonNode? body)
    {
        var tree = Resource(body);
        DeskSchema.CheckResource(tree, strike);
        return Change(record, tree, 200);
    }

    public SimulatedReply Delete(ShelfRecord record)
    {
        shelf.Remove(record.Key);
        return new SimulatedReply(204) { Written = [new WrittenItem(record.Key, null, [])] };
    }

    public SimulatedReply Show(ShelfRecord record, string? attributes) =>
        shelf.Show(record.Key, strike) is { } shown
            ? SimulatedScim.Told(200, Tree(shown, attributes)) with { Headers = Versioned(shown) }
            : throw new DeskRefusal(404, null, "There is no such resource.");

    /// <summary>A record as it is told, of it what is asked for.</summary>
    public JsonObject Tree(ShelfRecord record, string? attributes)
    {
        var tree = DeskTree.Of(strike.Has(FaultKind.ForeignRecord) ? record with { Key = "another-" + record.Key } : record);
        tree["id"] = record.Id;
        tree["schemas"] = new JsonArray([Core, .. tree.Select(m => m.Key).Where(k => k.StartsWith("urn:", StringComparison.Ordinal)).ToArray()]);
        tree["meta"] = Meta(record);
        if (variant.Entra && tree["active"] is JsonValue active && active.TryGetValue(out bool truth))
        {
            tree["active"] = truth ? "True" : "False";
        }

        return attributes is { Length: > 0 } ? Asked(tree, attributes.Split(',', StringSplitOptions.TrimEntries)) : tree;
    }

    private SimulatedReply Change(ShelfRecord record, JsonObject tree, int status)
    {
        var (before, after) = (DeskTree.Flat(DeskTree.Of(record)), DeskTree.Flat(tree));
        var difference = DeskTree.Difference(before, after).ToArray();
        if (difference.Select(d => d.Key).FirstOrDefault(k => strike.Of(FaultKind.FieldGone, k) is not null) is { } gone)
        {
            throw DeskRefusal.Of("invalidPath", $"There is no attribute {gone}.");
        }

        return Written(shelf.Write(record.Key, difference, Shelf.Product, strike), status, difference.Select(d => d.Key));
    }

    private SimulatedReply Written(ShelfRecord record, int status, IEnumerable<string> paths)
    {
        var active = !record.Fields.TryGetValue("active", out var told) || told.ValueKind != JsonValueKind.False;
        shelf.Replace(record with { Active = active });
        return new SimulatedReply(status, status == 204 ? null : Tree(record, null))
        {
            MediaType = "application/scim+json", Written = [new WrittenItem(record.Key, null, [.. paths])],
            Headers = [.. Versioned(record), ("Location", Location(record))],
        };
    }

    private JsonObject Meta(ShelfRecord record)
    {
        var meta = new JsonObject
        {
            ["resourceType"] = "User", ["created"] = Instant(record.CreatedAt), ["lastModified"] = Instant(record.ChangedAt), ["location"] = Location(record),
        };
        if (variant.Versions)
        {
            meta["version"] = VersionOf(record);
        }

        return meta;
    }

    private IReadOnlyList<(string, string)> Versioned(ShelfRecord record) => variant.Versions ? [("ETag", VersionOf(record))] : [];

    private static JsonObject Resource(JsonNode? body) => body is JsonObject resource && resource.Items("schemas").Any(s => s?.ToString() == Core)
        ? resource
        : throw DeskRefusal.Of("invalidSyntax", "The body is no user.");

    private static JsonObject Asked(JsonObject tree, string[] attributes)
    {
        var told = new JsonObject { ["schemas"] = tree["schemas"]!.DeepClone(), ["id"] = tree["id"]!.DeepClone() };
        foreach (var path in attributes.Select(DeskPath.Of).OfType<DeskPath>())
        {
            var from = path.Urn.Length == 0 ? tree : tree[path.Urn] as JsonObject;
            if (from?[path.Attribute] is not { } value)
            {
                continue;
            }

            var to = path.Urn.Length == 0 ? told : told[path.Urn] as JsonObject ?? (JsonObject)(told[path.Urn] = new JsonObject());
            if (path.Sub.Length == 0 || value is not JsonObject complex)
            {
                to[path.Attribute] = value.DeepClone();
            }
            else if (complex[path.Sub] is { } part)
            {
                ((JsonObject)(to[path.Attribute] ??= new JsonObject()))[path.Sub] = part.DeepClone();
            }
        }

        return told;
    }

    private static string Location(ShelfRecord record) => "/Users/" + record.Id;

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
