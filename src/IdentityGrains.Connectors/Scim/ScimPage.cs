using System.Text.Json;

namespace IdentityGrains.Connectors.Scim;

/// <summary>A <c>ListResponse</c>.</summary>
/// <param name="Total">How many resources there are.</param>
/// <param name="Resources">Those of this page.</param>
internal sealed record ScimPage(int Total, IReadOnlyList<JsonElement> Resources)
{
    /// <summary>True when nothing is left out.</summary>
    public bool IsWhole => Total <= Resources.Count;

    /// <summary>The page; null when it is none.</summary>
    public static ScimPage? Read(JsonElement list)
    {
        var resources = ScimShown.Member(list, "Resources");
        var total = ScimShown.Member(list, "totalResults");
        if (total.ValueKind != JsonValueKind.Number || !total.TryGetInt32(out var count) || count < 0)
        {
            return null;
        }

        return resources.ValueKind switch
        {
            JsonValueKind.Array => new ScimPage(count, [.. resources.EnumerateArray()]),
            JsonValueKind.Undefined or JsonValueKind.Null when count == 0 => new ScimPage(0, []),
            _ => null,
        };
    }
}
