using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Makes webhook connectors out of configuration.</summary>
internal sealed class StandardWebhookKind(TimeProvider time) : IConnectorKind
{
    /// <inheritdoc/>
    public string Word => StandardWebhookConnector.Kind;

    /// <inheritdoc/>
    public InstalledConnector Install(PlatformName platform, IConfigurationSection settings)
    {
        var connector = new StandardWebhookConnector(SettingsSection.Read<WebhookSettings>(settings, Word), time);
        return new InstalledConnector(Word, connector, connector.Acks);
    }
}
