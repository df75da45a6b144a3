namespace IdentityGrains.Torture.Platforms;

/// <summary>One platform of a run, as the policy names it.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Dialect">What it speaks.</param>
internal sealed record PlatformSpec(string Name, Dialect Dialect)
{
    /// <summary>How many requests it takes, and within how long; null without a limit. Default: null.</summary>
    public (int Requests, TimeSpan Per)? Limit { get; init; }

    /// <summary>The platforms of a run about deliveries. Whoever adds a protocol adds its dialect, and a line here.</summary>
    public static readonly IReadOnlyList<PlatformSpec> All =
    [
        new("commerce", new WebhookDialect()), new("crm", new SalesforceDialect()),
        new("marketing", new BrazeDialect()) { Limit = (300, TimeSpan.FromSeconds(10)) }, new("cdp", new SegmentDialect()),
        new("sales", new HubSpotDialect()) { Limit = (300, TimeSpan.FromSeconds(10)) },
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
