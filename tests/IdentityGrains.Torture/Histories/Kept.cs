namespace IdentityGrains.Torture.Histories;

/// <summary>An entry as it lies in the store after the run, as far as the checkers that need no key look at it.</summary>
internal sealed record Kept(string Customer, long Version, string Principal, string Operation, string Hash, long Epoch, DateTimeOffset RecordedAt = default)
{
    /// <summary>The product's own principal: its entries were asked by nobody.</summary>
    public const string Ourselves = "nhi:identity-grains";
}

/// <summary>A policy that was put in force during the run, when that was acknowledged, and the hash of its document.</summary>
internal sealed record Activated(long Epoch, long Acknowledged, string Hash = "");
