using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Connectors.Json;

namespace IdentityGrains.Connectors.Scim;

/// <summary>One request, or one operation of a Bulk, that brings one resource to what is told.</summary>
/// <param name="Key">Our key.</param>
/// <param name="Name">Names it within a Bulk: the delivery's id.</param>
/// <param name="Method">POST for a new one, PATCH or PUT for one that is there.</param>
/// <param name="Id">The server's id; null for a new one.</param>
/// <param name="Version">The version that was read; null where there are none.</param>
/// <param name="Writes">What is told.</param>
/// <param name="Body">The request's body.</param>
internal sealed record ScimChange(
    string Key, string Name, HttpMethod Method, string? Id, string? Version, ImmutableArray<ScimWrite> Writes, JsonObject Body)
{
    /// <summary>A new resource.</summary>
    public static ScimChange New(string key, string name, ScimPath findBy, ImmutableArray<ScimWrite> writes) =>
        new(key, name, HttpMethod.Post, null, null, writes, ScimResource.New(key, findBy, writes));

    /// <summary>A change of a resource as it was read; null when there is nothing to change.</summary>
    public static ScimChange? Of(string key, string name, ScimFound.There found, ImmutableArray<ScimWrite> writes, ScimDialect dialect)
    {
        var operations = ScimPatch.Of(writes, found.Resource, dialect);
        var body = new JsonObject { [ScimNames.Schemas] = new JsonArray(ScimNames.PatchOp), ["Operations"] = operations };
        return operations.Count == 0 ? null : new ScimChange(key, name, HttpMethod.Patch, found.Id, found.Version, writes, body);
    }

    /// <summary>The whole resource as it was read, with what is told.</summary>
    public static ScimChange Whole(string key, string name, ScimFound.There found, ImmutableArray<ScimWrite> writes) =>
        new(key, name, HttpMethod.Put, found.Id, found.Version, writes, ScimResource.Changed(found.Resource, writes));

    /// <summary>Where it goes, below the root.</summary>
    public string PathIn(ScimSettings settings) => Id is null ? settings.Root : $"{settings.Root}/{Uri.EscapeDataString(Id)}";

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes() => Encoding.UTF8.GetBytes(Body.ToJsonString(JsonBody.Relaxed));

    /// <summary>True when a resource shows everything that was told.</summary>
    public bool ShowsIn(JsonElement resource) =>
        Writes.All(w => string.Equals(ScimShown.Canonical(w.Path, w.Value), ScimShown.At(resource, w.Path), StringComparison.Ordinal));

    /// <summary>Never the key.</summary>
    public override string ToString() => Name;
}
