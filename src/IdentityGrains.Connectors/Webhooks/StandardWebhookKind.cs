using IdentityGrains.Connectors.Installed;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Makes webhook connectors out of configuration.</summary>
internal sealed class StandardWebhookKind(TimeProvider time) : IConnectorKind
{
    private static readonly HashSet<string> Known = typeof(WebhookSettings).GetProperties()
        .Where(p => p.DeclaringType == typeof(WebhookSettings)).Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Word => StandardWebhookConnector.Kind;

    /// <inheritdoc/>
    public InstalledConnector Install(PlatformName platform, IConfigurationSection settings)
    {
        var connector = new StandardWebhookConnector(Read(settings), time);
        return new InstalledConnector(Word, connector, connector.Acks);
    }

    private static WebhookSettings Read(IConfigurationSection settings)
    {
        // A misspelt setting is a setting that somebody believes in.
        var faults = settings.GetChildren().Where(c => !Known.Contains(c.Key))
            .Select(c => $"{c.Key} is no setting of {StandardWebhookConnector.Kind}").ToList();
        var read = new WebhookSettings();
        if (!TryBind(settings, read))
        {
            faults.Add("a setting's value is not of its type");
        }

        return faults.Count == 0 ? read : throw new ConnectorSettingsException(faults);
    }

    // The binder's own message repeats the value, and the value might be a secret in the wrong place: it goes no further than here.
    private static bool TryBind(IConfigurationSection settings, WebhookSettings read)
    {
        try
        {
            settings.Bind(read);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
