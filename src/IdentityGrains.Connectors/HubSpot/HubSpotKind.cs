using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>Makes HubSpot connectors out of configuration.</summary>
internal sealed class HubSpotKind(TimeProvider time) : IConnectorKind
{
    /// <inheritdoc/>
    public string Word => HubSpotConnector.Kind;

    /// <inheritdoc/>
    public InstalledConnector Install(PlatformName platform, IConfigurationSection settings)
    {
        var connector = new HubSpotConnector(SettingsSection.Read<HubSpotSettings>(settings, Word), time);
        return new InstalledConnector(Word, connector, null) { Reader = connector.Reader, Remover = connector };
    }
}
