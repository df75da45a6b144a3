using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Braze;

/// <summary>Makes Braze connectors out of configuration.</summary>
internal sealed class BrazeKind(TimeProvider time) : IConnectorKind
{
    /// <inheritdoc/>
    public string Word => BrazeConnector.Kind;

    /// <inheritdoc/>
    public InstalledConnector Install(PlatformName platform, IConfigurationSection settings)
    {
        var connector = new BrazeConnector(SettingsSection.Read<BrazeSettings>(settings, Word), time);
        return new InstalledConnector(Word, connector, null) { Reader = connector.Reader, Remover = connector };
    }
}
