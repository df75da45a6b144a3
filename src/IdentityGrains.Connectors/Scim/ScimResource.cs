using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Scim;

/// <summary>Whole resources: a new one, or one as it was read with what is told.</summary>
internal static class ScimResource
{
    /// <summary>
    /// A new resource. The standard wants a user name, which is our key if none is told: a key is the one thing of a customer that is there and never changes.
    /// </summary>
    public static JsonObject New(string key, ScimPath findBy, IEnumerable<ScimWrite> writes)
    {
        var resource = new JsonObject { [ScimNames.Schemas] = new JsonArray(ScimNames.UserSchema) };
        Set(resource, new ScimPath(ScimNames.ExternalId, null, ScimNames.ExternalId, null, null), JsonValue.Create(key));
        Set(resource, new ScimPath(ScimNames.UserName, null, ScimNames.UserName, null, null), JsonValue.Create(key));
        Set(resource, new ScimPath(ScimNames.Active, null, ScimNames.Active, null, null), JsonValue.Create(true));
        Set(resource, findBy, JsonValue.Create(key));
        return Told(resource, writes);
    }

    /// <summary>A resource as it was read, with what is told.</summary>
    public static JsonObject Changed(JsonElement read, IEnumerable<ScimWrite> writes)
    {
        var resource = JsonNode.Parse(read.GetRawText())!.AsObject();
        resource.Remove(ScimNames.Meta);
        return Told(resource, writes);
    }

    private static JsonObject Told(JsonObject resource, IEnumerable<ScimWrite> writes)
    {
        foreach (var write in writes.SelectMany(w => w.Split()))
        {
            Set(resource, write.Path, write.Node());
        }

        return resource;
    }

    private static void Set(JsonObject resource, ScimPath path, JsonNode? value)
    {
        var container = path.Schema is null ? resource : Extension(resource, path.Schema, make: value is not null);
        if (container is null)
        {
            return;
        }

        var attribute = NameIn(container, path.Attribute);
        if (path.Where is { } where)
        {
            Select(container, attribute, where, path.Sub, value);
        }
        else if (path.Sub is null)
        {
            Put(container, attribute, value);
        }
        else if (container[attribute] is JsonObject complex)
        {
            Put(complex, NameIn(complex, path.Sub), value);
        }
        else if (value is not null)
        {
            container[attribute] = new JsonObject { [path.Sub] = value };
        }
    }

    private static void Select(JsonObject container, string attribute, ScimSelector where, string? sub, JsonNode? value)
    {
        var list = container[attribute] as JsonArray;
        var selected = list?.OfType<JsonObject>().Where(e => where.Selects(JsonSerializer.SerializeToElement(e))).ToArray() ?? [];
        if (value is null && sub is null or ScimNames.Value)
        {
            Array.ForEach(selected, e => list!.Remove(e));
        }
        else if (selected.Length > 0)
        {
            Array.ForEach(selected, e => Put(e, NameIn(e, sub!), value?.DeepClone()));
        }
        else if (value is not null)
        {
            var element = new JsonObject { [where.By] = JsonNode.Parse(where.Literal), [sub!] = value };
            if (list is null)
            {
                container[attribute] = new JsonArray(element);
            }
            else
            {
                list.Add(element);
            }
        }
    }

    private static JsonObject? Extension(JsonObject resource, string schema, bool make)
    {
        if (resource[NameIn(resource, schema)] is JsonObject there)
        {
            return there;
        }

        if (!make)
        {
            return null;
        }

        var made = new JsonObject();
        resource[schema] = made;
        (resource[ScimNames.Schemas] as JsonArray)?.Add(schema);
        return made;
    }

    private static void Put(JsonObject container, string name, JsonNode? value)
    {
        if (value is null)
        {
            container.Remove(name);
        }
        else
        {
            container[name] = value;
        }
    }

    // Names have no case, and one that is written twice in two of them is an error.
    private static string NameIn(JsonObject container, string name) => container.ContainsKey(name)
        ? name
        : container.Select(m => m.Key).FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
