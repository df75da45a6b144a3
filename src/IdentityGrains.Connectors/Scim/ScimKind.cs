using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Scim;

/// <summary>Makes SCIM connectors out of configuration.</summary>
internal sealed class ScimKind(TimeProvider time) : IConnectorKind
{
    /// <inheritdoc/>
    public string Word => ScimConnector.Kind;

    /// <inheritdoc/>
    public InstalledConnector Install(PlatformName platform, IConfigurationSection settings)
    {
        var connector = new ScimConnector(SettingsSection.Read<ScimSettings>(settings, Word), time);
        return new InstalledConnector(Word, connector, null) { Reader = connector.Reader, Changes = connector.Reader, Remover = connector };
    }
}
