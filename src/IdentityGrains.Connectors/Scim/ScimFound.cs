using System.Text.Json;

namespace IdentityGrains.Connectors.Scim;

/// <summary>What came of looking for one key's resource.</summary>
internal abstract record ScimFound
{
    private ScimFound()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="Id">The server's id.</param>
    /// <param name="Version">Its version; null when the server has none.</param>
    /// <param name="Resource">What was read of it.</param>
    public sealed record There(string Id, string? Version, JsonElement Resource) : ScimFound
    {
        /// <summary>Never what was read.</summary>
        public override string ToString() => Id;
    }

    /// <summary>There is none.</summary>
    public sealed record None : ScimFound;

    /// <summary>Several bear the key.</summary>
    /// <param name="Resources">What was read of each, at least of two.</param>
    public sealed record Several(IReadOnlyList<JsonElement> Resources) : ScimFound
    {
        /// <summary>Never what was read.</summary>
        public override string ToString() => "[several]";
    }

    /// <summary>What becomes of a delivery that is about what cannot be told, or about several; null when it can be told.</summary>
    public SendResult? Refusal => this switch
    {
        Failed failed => failed.Result,
        Several => new SendResult.Rejected(ScimAnswers.AmbiguousKey),
        _ => null,
    };

    /// <summary>It cannot be told, and this is what becomes of the delivery.</summary>
    public sealed record Failed(SendResult Result) : ScimFound;
}
