using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>Little helps with JSON, whatever somebody sent.</summary>
internal static class Json
{
    /// <summary>A member that is an array; empty when there is none.</summary>
    public static IReadOnlyList<JsonNode?> Items(this JsonNode? node, string name) =>
        node is JsonObject o && o[name] is JsonArray array ? [.. array] : [];

    /// <summary>A member that is a text; null when it is none.</summary>
    public static string? Text(this JsonNode? node, string name) =>
        node is JsonObject o && o[name] is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : null;

    /// <summary>The members of an object but for some.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Members(this JsonNode? node, params string[] without) => node is JsonObject o
        ? o.Where(m => !without.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, JsonSerializer.SerializeToElement(m.Value)))
        : [];

    /// <summary>A value as a node of its own.</summary>
    public static JsonNode? Node(this JsonElement value) => JsonNode.Parse(value.GetRawText());
}
