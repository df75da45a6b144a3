using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>RFC 7644, section 3.5.2: operations one after the other, all or none; and what one large client writes otherwise.</summary>
internal sealed class DeskPatch(DeskVariant variant, JsonObject resource, Strike strike)
{
    private const string Message = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    /// <summary>Applies a message to a resource, which is the caller's own copy.</summary>
    public static void Apply(JsonNode? message, JsonObject resource, DeskVariant variant, Strike strike)
    {
        var operations = message.Items("Operations");
        if (operations.Count == 0 || !message.Items("schemas").Any(s => s is JsonValue v && v.TryGetValue(out string? text) && text == Message))
        {
            throw DeskRefusal.Of("invalidSyntax", "The body is no PatchOp.");
        }

        var patch = new DeskPatch(variant, resource, strike);
        foreach (var operation in operations)
        {
            patch.Apply(operation);
        }
    }

    private void Apply(JsonNode? operation)
    {
        var op = Op(operation.Text("op") ?? "");
        var value = operation is JsonObject o ? o["value"] : null;
        if (operation.Text("path") is not { } text)
        {
            Together(op, value);
            return;
        }

        var path = Checked(text);
        if (op != "remove" && value is null)
        {
            throw DeskRefusal.Of("invalidValue", "The operation has no value.");
        }

        if (variant.Entra && op == "replace" && path.By.Length == 0)
        {
            throw DeskRefusal.Of("invalidPath", $"Attributes such as {text} come without a path.");
        }

        One(op, path, value);
    }

    private string Op(string word) => (variant.Entra, word) switch
    {
        (false, "add" or "replace" or "remove") => word,
        (true, "Add" or "Replace" or "Remove") => word.ToLowerInvariant(),
        _ => throw DeskRefusal.Of("invalidSyntax", "The operation is unknown."),
    };

    private DeskPath Checked(string text)
    {
        var path = DeskPath.Of(text) ?? throw DeskRefusal.Of("invalidPath", "A path cannot be read.");
        DeskSchema.CheckWritable(path, text, strike);
        return variant.ActiveOnly && path.OnShelf != "active" ? throw DeskRefusal.Of("invalidPath", "Only active can be patched.") : path;
    }

    // Without a path the value names attributes; the client that does so most writes paths for names.
    private void Together(string op, JsonNode? value)
    {
        if (op == "remove" || value is not JsonObject attributes)
        {
            throw DeskRefusal.Of(op == "remove" ? "noTarget" : "invalidValue", "An operation without a path takes attributes.");
        }

        foreach (var (name, inner) in attributes)
        {
            One(op, Checked(name), inner);
        }
    }

    private void One(string op, DeskPath path, JsonNode? value)
    {
        var told = Told(path, value);
        if (op == "remove")
        {
            Remove(path);
        }
        else if (path.By.Length > 0)
        {
            Select(op, path, told!);
        }
        else if (path.Sub.Length > 0)
        {
            DeskTree.Child(Holder(path), path.Attribute)[path.Sub] = told;
        }
        else
        {
            Whole(op, Holder(path), path.Attribute, told!);
        }
    }

    private JsonNode? Told(DeskPath path, JsonNode? value)
    {
        if (!variant.Entra || path.OnShelf != "active" || value is null)
        {
            return value?.DeepClone();
        }

        return value.GetValueKind() == JsonValueKind.String && bool.TryParse(value.GetValue<string>(), out var truth)
            ? JsonValue.Create(truth)
            : throw DeskRefusal.Of("invalidValue", "The attribute active is True or False.");
    }

    // An addition to a list lengthens it, and to an object fills it.
    private static void Whole(string op, JsonObject holder, string attribute, JsonNode told)
    {
        if (op == "add" && holder[attribute] is JsonArray list && told is JsonArray more)
        {
            foreach (var item in more)
            {
                list.Add(item!.DeepClone());
            }
        }
        else if (holder[attribute] is JsonObject there && told is JsonObject parts)
        {
            foreach (var (name, part) in parts)
            {
                there[name] = part?.DeepClone();
            }
        }
        else
        {
            holder[attribute] = told;
        }
    }

    private void Select(string op, DeskPath path, JsonNode told)
    {
        var holder = Holder(path);
        var chosen = Chosen(holder, path);
        if (chosen.Length == 0 && variant.Entra && op == "add" && path.Sub.Length > 0)
        {
            if (holder[path.Attribute] is not JsonArray list)
            {
                holder[path.Attribute] = list = [];
            }

            list.Add(new JsonObject { [path.By] = path.Is, [path.Sub] = told });
            return;
        }

        if (chosen.Length == 0)
        {
            throw DeskRefusal.Of("noTarget", "The filter finds nothing.");
        }

        foreach (var element in chosen)
        {
            if (path.Sub.Length > 0)
            {
                element[path.Sub] = told.DeepClone();
            }
            else if (told is JsonObject whole)
            {
                var list = (JsonArray)holder[path.Attribute]!;
                list[list.IndexOf(element)] = whole.DeepClone();
            }
        }
    }

    private void Remove(DeskPath path)
    {
        if (path is { Attribute: "userName", Urn.Length: 0 })
        {
            throw DeskRefusal.Of("mutability", "The attribute userName is required.");
        }

        var holder = Holder(path);
        var removed = path switch
        {
            { By.Length: > 0, Sub.Length: > 0 } => Chosen(holder, path).Aggregate(false, (any, e) => e.Remove(path.Sub) || any),
            { By.Length: > 0 } => Chosen(holder, path).Aggregate(false, (any, e) => ((JsonArray)holder[path.Attribute]!).Remove(e) || any),
            { Sub.Length: > 0 } => holder[path.Attribute] is JsonObject complex && complex.Remove(path.Sub),
            _ => holder.Remove(path.Attribute),
        };
        if (!removed)
        {
            throw DeskRefusal.Of("noTarget", "There is nothing to remove.");
        }
    }

    private JsonObject Holder(DeskPath path) => path.Urn.Length == 0 ? resource : DeskTree.Child(resource, path.Urn);

    private static JsonObject[] Chosen(JsonObject holder, DeskPath path) => holder[path.Attribute] is JsonArray list
        ? [.. list.OfType<JsonObject>().Where(e => string.Equals(e[path.By]?.ToString(), path.Is, StringComparison.OrdinalIgnoreCase))]
        : [];
}
