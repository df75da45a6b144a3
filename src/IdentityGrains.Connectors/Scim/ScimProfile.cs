using System.Text.Json;

namespace IdentityGrains.Connectors.Scim;

/// <summary>What a server can do, as it says itself and settings correct it.</summary>
/// <param name="Patch">It has PATCH.</param>
/// <param name="BulkOperations">The most operations of one Bulk request; 0 when it has none.</param>
/// <param name="BulkBytes">The longest Bulk request, in bytes.</param>
/// <param name="Filter">It filters.</param>
/// <param name="MaxResults">The most resources that one answer holds.</param>
/// <param name="ETag">It has versions.</param>
/// <param name="Sort">It sorts.</param>
internal sealed record ScimProfile(bool Patch, int BulkOperations, int BulkBytes, bool Filter, int MaxResults, bool ETag, bool Sort)
{
    private const int LeastResults = 1;
    private const int MostResults = 1_000;

    /// <summary>Of a server that says nothing of itself: what nearly every one has, and nothing that would be an error to use.</summary>
    public static readonly ScimProfile Unsaid = new(Patch: true, 0, 0, Filter: true, MaxResults: 200, ETag: false, Sort: false);

    /// <summary>What a <c>ServiceProviderConfig</c> says; null when it is none.</summary>
    public static ScimProfile? Read(JsonElement config)
    {
        string[] parts = ["patch", "bulk", "filter", "etag", "sort"];
        if (!parts.Any(p => ScimShown.Member(config, p).ValueKind == JsonValueKind.Object))
        {
            return null;
        }

        JsonElement Part(string name, string member) => ScimShown.Member(ScimShown.Member(config, name), member);
        bool Has(string name) => ScimShown.Truth(Part(name, "supported")) == true;
        int Number(string name, string member) => Part(name, member) is { ValueKind: JsonValueKind.Number } n && n.TryGetInt32(out var number) ? number : 0;

        var bulk = Has("bulk") ? Math.Max(0, Number("bulk", "maxOperations")) : 0;
        var results = Number("filter", "maxResults");
        return new ScimProfile(
            Has("patch"), bulk, Math.Max(0, Number("bulk", "maxPayloadSize")), Has("filter"),
            Math.Clamp(results == 0 ? Unsaid.MaxResults : results, LeastResults, MostResults), Has("etag"), Has("sort"));
    }

    /// <summary>The profile as settings correct it.</summary>
    public ScimProfile As(ScimSettings settings) => this with
    {
        Patch = settings.Patch ?? Patch, Filter = settings.Filter ?? Filter, ETag = settings.ETag ?? ETag,
        BulkOperations = settings.Bulk == false ? 0 : BulkOperations,
    };
}
