namespace IdentityGrains.Torture.Histories;

/// <summary>An entry as it lies in the store after the run, as far as the checkers that need no key look at it.</summary>
internal sealed record Kept(string Customer, long Version, string Principal, string Operation, string Hash, long Epoch, DateTimeOffset RecordedAt = default)
{
    /// <summary>The product's own principal: its entries were asked by nobody.</summary>
    public const string Ourselves = "nhi:identity-grains";
}

/// <summary>A policy that was put in force during the run, when that was acknowledged, and the hash of its document.</summary>
internal sealed record Activated(long Epoch, long Acknowledged, string Hash = "");

/// <summary>What a caller was told of a withdrawal: since when nothing that it forbids begins to leave.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Version">The version that took the permission away.</param>
/// <param name="At">Since when, by the store's clock.</param>
internal sealed record Fenced(string Customer, long Version, DateTimeOffset At);
