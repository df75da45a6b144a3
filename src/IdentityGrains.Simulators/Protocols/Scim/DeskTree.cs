using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>Resources as trees, and as the single values that the shelf keeps.</summary>
internal static class DeskTree
{
    /// <summary>What of a resource is the server's own or stands elsewhere.</summary>
    private static readonly string[] Apart = ["schemas", "id", "meta"];

    /// <summary>A record as a tree, without what the server adds.</summary>
    public static JsonObject Of(ShelfRecord record)
    {
        var tree = new JsonObject { ["externalId"] = record.Key };
        foreach (var (name, value) in record.Fields)
        {
            if (DeskPath.Of(name) is { } path)
            {
                Set(tree, path, value.Node());
            }
        }

        return tree;
    }

    /// <summary>A tree's single values.</summary>
    public static Dictionary<string, JsonElement> Flat(JsonObject tree)
    {
        var flat = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in tree.Where(m => !Apart.Contains(m.Key)))
        {
            if (name.StartsWith("urn:", StringComparison.Ordinal) && value is JsonObject extension)
            {
                foreach (var (attribute, inner) in extension)
                {
                    Flatten($"{name}:{attribute}", inner, flat);
                }
            }
            else
            {
                Flatten(name, value, flat);
            }
        }

        return flat;
    }

    /// <summary>What has to be written for one set of values to become another; null takes one away.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Difference(
        IReadOnlyDictionary<string, JsonElement> before, IReadOnlyDictionary<string, JsonElement> after) =>
        before.Keys.Where(k => !after.ContainsKey(k)).Select(k => KeyValuePair.Create(k, JsonSerializer.SerializeToElement<string?>(null)))
            .Concat(after.Where(a => !before.TryGetValue(a.Key, out var old) || old.GetRawText() != a.Value.GetRawText()));

    /// <summary>The object of a name, made if it is not there.</summary>
    public static JsonObject Child(JsonObject of, string name)
    {
        if (of[name] is JsonObject there)
        {
            return there;
        }

        var made = new JsonObject();
        of[name] = made;
        return made;
    }

    private static void Flatten(string name, JsonNode? value, Dictionary<string, JsonElement> flat)
    {
        switch (value)
        {
            case null:
                break;
            case JsonObject complex:
                foreach (var (sub, inner) in complex)
                {
                    Leaf($"{name}.{sub}", inner, flat);
                }

                break;
            case JsonArray list when list.Count > 0 && list.All(i => i is JsonObject):
                foreach (var element in list.OfType<JsonObject>())
                {
                    Element(name, element, flat);
                }

                break;
            default:
                Leaf(name, value, flat);
                break;
        }
    }

    private static void Element(string name, JsonObject element, Dictionary<string, JsonElement> flat)
    {
        bool Taken(string type) => flat.Keys.Any(k => k.StartsWith($"{name}[type eq \"{type}\"]", StringComparison.Ordinal));

        var by = element.Text("type") is { } named && !Taken(named) ? "type" : "value";
        var prefix = $"{name}[{by} eq \"{element.Text(by)}\"]";
        foreach (var (sub, inner) in element.Where(m => m.Key != by || element.Count == 1))
        {
            Leaf($"{prefix}.{sub}", inner, flat);
        }
    }

    private static void Leaf(string name, JsonNode? value, Dictionary<string, JsonElement> flat)
    {
        if (value is not null)
        {
            flat[name] = JsonSerializer.SerializeToElement(value);
        }
    }

    private static void Set(JsonObject tree, DeskPath path, JsonNode? value)
    {
        var holder = path.Urn.Length == 0 ? tree : Child(tree, path.Urn);
        if (path.By.Length > 0)
        {
            var list = holder[path.Attribute] as JsonArray;
            if (list is null)
            {
                holder[path.Attribute] = list = [];
            }

            var element = list.OfType<JsonObject>().FirstOrDefault(e => e.Text(path.By) == path.Is);
            if (element is null)
            {
                list.Add(element = new JsonObject { [path.By] = path.Is });
            }

            element[path.Sub] = value;
        }
        else if (path.Sub.Length > 0)
        {
            Child(holder, path.Attribute)[path.Sub] = value;
        }
        else
        {
            holder[path.Attribute] = value;
        }
    }
}
