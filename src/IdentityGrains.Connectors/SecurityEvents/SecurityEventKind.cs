using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.SecurityEvents;

/// <summary>Makes connectors that push security event tokens out of configuration.</summary>
internal sealed class SecurityEventKind(TimeProvider time) : IConnectorKind
{
    /// <inheritdoc/>
    public string Word => SecurityEventConnector.Kind;

    /// <inheritdoc/>
    public InstalledConnector Install(PlatformName platform, IConfigurationSection settings) =>
        new(Word, new SecurityEventConnector(SettingsSection.Read<SecurityEventSettings>(settings, Word), time), null);
}
