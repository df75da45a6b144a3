using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdentityGrains.Connectors.Scim;

/// <summary>
/// The operations of a PATCH, for a resource as it was just read: a value that a filter selects is replaced where it is and added where it is not, because to
/// replace what no filter finds is an error, and what is not there is not removed.
/// </summary>
internal sealed class ScimPatch(ScimDialect dialect, JsonElement resource)
{
    private readonly List<JsonObject> _operations = [];
    private readonly Dictionary<string, JsonObject> _added = new(StringComparer.Ordinal);
    private readonly JsonObject _together = [];

    private bool IsEntra => dialect == ScimDialect.Entra;

    /// <summary>The operations; empty when nothing would change.</summary>
    public static JsonArray Of(IEnumerable<ScimWrite> writes, JsonElement resource, ScimDialect dialect)
    {
        var patch = new ScimPatch(dialect, resource);
        foreach (var write in writes.SelectMany(w => w.Split()))
        {
            patch.Add(write);
        }

        // All of them first: an attribute that is named twice is told in the order of its operations.
        var together = patch._together.Count > 0 ? [patch.Operation("replace", null, patch._together)] : Array.Empty<JsonNode>();
        return new JsonArray([.. together, .. patch._operations]);
    }

    private void Add(ScimWrite write)
    {
        var (path, value) = (write.Path, write.Node(dialect));
        if (value is null)
        {
            Remove(path);
        }
        else if (path.Where is { } where)
        {
            Select(path, where, value);
        }
        else if (IsEntra)
        {
            _together[path.Text] = value;
        }
        else
        {
            _operations.Add(Operation("replace", path.Text, value));
        }
    }

    private void Select(ScimPath path, ScimSelector where, JsonNode value)
    {
        if (ScimShown.Has(resource, path with { Sub = null }))
        {
            _operations.Add(Operation("replace", path.Text, value));
        }
        else if (IsEntra)
        {
            _operations.Add(Operation("add", path.Text, value));
        }
        else if (_added.TryGetValue(path.Element, out var begun))
        {
            begun[path.Sub!] = value;
        }
        else
        {
            var element = new JsonObject { [where.By] = JsonNode.Parse(where.Literal), [path.Sub!] = value };
            _added[path.Element] = element;
            _operations.Add(Operation("add", (path with { Where = null }).Element, new JsonArray(element)));
        }
    }

    private void Remove(ScimPath path)
    {
        if (ScimShown.Has(resource, path))
        {
            // An element of a list without its value is no value of the list any more.
            var whole = path.Where is not null && path.Sub is null or ScimNames.Value;
            _operations.Add(Operation("remove", whole ? path.Element : path.Text, null));
        }
    }

    private JsonObject Operation(string op, string? path, JsonNode? value)
    {
        var operation = new JsonObject { ["op"] = IsEntra ? char.ToUpperInvariant(op[0]) + op[1..] : op };
        if (path is not null)
        {
            operation["path"] = path;
        }

        if (value is not null)
        {
            operation["value"] = value;
        }

        return operation;
    }
}
