namespace IdentityGrains.Connectors.Installed;

/// <summary>The connectors' configuration is wrong; the message names every fault and no secret.</summary>
public sealed class ConnectorSettingsException(IReadOnlyList<string> faults)
    : Exception("The configuration of connectors is wrong: " + string.Join("; ", faults))
{
    /// <summary>Each fault, with the place where it is.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
