namespace IdentityGrains.Gateway.Scim;

/// <summary>How much one request of SCIM may ask.</summary>
internal static class ScimLimits
{
    /// <summary>Operations of one bulk request.</summary>
    public const int BulkOperations = 100;

    /// <summary>Bytes of one bulk request.</summary>
    public const int BulkBytes = 1024 * 1024;

    /// <summary>Operations of one PATCH.</summary>
    public const int PatchOperations = 100;

    /// <summary>Characters of a filter, and of a path in a PATCH.</summary>
    public const int Expression = 512;

    /// <summary>Comparisons of one filter.</summary>
    public const int FilterTerms = 8;

    /// <summary>Resources on one page.</summary>
    public const int Results = 100;

    /// <summary>How often a change is decided again when others win the race, before the caller is told to come back.</summary>
    public const int Tries = 8;

    /// <summary>
    /// How long the request that was the last to be recorded, word for word the same, is a retry of itself; later it is said anew, because a source that says
    /// the same again keeps its word fresh.
    /// </summary>
    public static readonly TimeSpan RetryWindow = TimeSpan.FromMinutes(10);
}
