using IdentityGrains.Connectors.Outbound.Credentials;

namespace MyPlatform.Connector;

/// <summary>One account at the platform, as configuration says it: its address and a token, and what the base class adds.</summary>
public sealed class MyPlatformSettings : ApiSettings
{
    /// <summary>The list that customers are written to. Letters and digits. Default: <c>customers</c>.</summary>
    public string List { get; set; } = "customers";

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        base.CheckMore(faults);

        // It stands in addresses.
        if (List.Length is 0 or > 40 || !List.All(char.IsAsciiLetterOrDigit))
        {
            faults.Add($"{nameof(List)} must be letters and digits");
        }
    }
}
