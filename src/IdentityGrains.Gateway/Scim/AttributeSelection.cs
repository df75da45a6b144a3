using System.Text.Json.Nodes;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Which attributes of a resource are answered (RFC 7644, 3.9). Its id and its schemas always are.</summary>
internal sealed class AttributeSelection
{
    public const string Attributes = "attributes";
    public const string ExcludedAttributes = "excludedAttributes";

    private static readonly string[] Always = ["id", "schemas"];

    private IReadOnlyList<AttributePath>? _only;
    private IReadOnlyList<AttributePath> _without = [];

    /// <summary>The selection of two lists of names with commas between; one of them at most.</summary>
    public static Read<AttributeSelection> Of(string? attributes, string? excluded, Func<string, string> pointer)
    {
        if (attributes is not null && excluded is not null)
        {
            return ProblemResult.At(pointer(ExcludedAttributes), Catalogue.ValidationFailed);
        }

        var selection = new AttributeSelection();
        if (attributes is not null)
        {
            selection._only = Paths(attributes);
        }

        selection._without = excluded is null ? [] : Paths(excluded) ?? [];
        return (attributes is not null && selection._only is null) || (excluded is not null && Paths(excluded) is null)
            ? ProblemResult.At(pointer(attributes is null ? ExcludedAttributes : Attributes), Catalogue.InvalidPath)
            : selection;
    }

    /// <summary>The resource with what is asked for.</summary>
    public JsonObject Of(JsonObject resource)
    {
        foreach (var (name, value) in resource.Where(m => !Always.Contains(m.Key, StringComparer.Ordinal)).ToArray())
        {
            var schema = AttributePath.SchemaOf(name);
            if (schema is not null && value is JsonObject extension)
            {
                Prune(extension, schema);
                Drop(resource, name, extension.Count == 0);
            }
            else
            {
                Prune(resource, name, ScimSchemas.User);
            }
        }

        return resource;
    }

    private void Prune(JsonObject extension, string schema)
    {
        foreach (var (name, _) in extension.ToArray())
        {
            Prune(extension, name, schema);
        }
    }

    private void Prune(JsonObject within, string name, string schema)
    {
        var of = (AttributePath path) => path.Schema == schema && path.Attribute.Equals(name, StringComparison.OrdinalIgnoreCase);
        if (_only is not null && !_only.Any(of))
        {
            within.Remove(name);
            return;
        }

        var (only, without) = (_only?.Where(of).ToArray() ?? [], _without.Where(of).ToArray());
        Drop(within, name, without.Any(p => p.Sub is null));
        foreach (var part in within[name] switch { JsonObject one => [one], JsonArray many => many.OfType<JsonObject>(), _ => [] })
        {
            foreach (var (sub, _) in part.ToArray())
            {
                Drop(part, sub, without.Any(p => p.Sub == sub) || (only.Length > 0 && only.All(p => p.Sub is not null && p.Sub != sub)));
            }
        }
    }

    private static void Drop(JsonObject from, string name, bool really)
    {
        if (really)
        {
            from.Remove(name);
        }
    }

    private static AttributePath[]? Paths(string names)
    {
        var paths = names.Split(',').Select(n => AttributePath.SchemaOf(n.Trim()) is null ? AttributePath.Parse(n.Trim(), out _) : null).ToArray();
        return Array.Exists(paths, p => p is null or { Type: not null }) ? null : [.. paths.OfType<AttributePath>()];
    }
}
