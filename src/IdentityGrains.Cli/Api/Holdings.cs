namespace IdentityGrains.Cli.Api;

/// <summary>What platforms are believed to hold of a customer.</summary>
internal sealed record Holdings(long Version, ImmutableArray<PlatformHolding> Platforms)
{
    /// <summary>What one platform is.</summary>
    public PlatformHolding Of(string platform) => Platforms.Single(p => p.Platform == platform);
}

/// <summary>What one platform is believed to hold.</summary>
internal sealed record PlatformHolding(
    string Platform, string Recipient, string Delivery, long? PlannedVersion, string? Reason, ImmutableArray<FieldHolding> Fields)
{
    /// <summary>True when it was shown to hold a version, or a later one.</summary>
    public bool IsConfirmed(long version) => Delivery == "confirmed" && PlannedVersion >= version;
}

/// <summary>What is believed of one field there.</summary>
internal sealed record FieldHolding(string Field, bool Permitted, long? Version, string? Level, bool Cleared, DateTimeOffset? At);
