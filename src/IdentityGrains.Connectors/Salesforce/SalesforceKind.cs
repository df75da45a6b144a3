using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>Makes Salesforce connectors out of configuration.</summary>
internal sealed class SalesforceKind(TimeProvider time) : IConnectorKind
{
    /// <inheritdoc/>
    public string Word => SalesforceConnector.Kind;

    /// <inheritdoc/>
    public InstalledConnector Install(PlatformName platform, IConfigurationSection settings)
    {
        var connector = new SalesforceConnector(SettingsSection.Read<SalesforceSettings>(settings, Word), time);
        return new InstalledConnector(Word, connector, null)
        {
            Reader = connector.Reader, Changes = connector.Reader, Remover = connector, Jobs = connector.Bulk,
        };
    }
}
