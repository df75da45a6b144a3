using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Installed;

/// <summary>A language that platforms speak: it makes connectors out of configuration. Register one to add a language of your own.</summary>
public interface IConnectorKind
{
    /// <summary>The connector's word in policy and configuration, for example <c>webhook.standard</c>.</summary>
    string Word { get; }

    /// <summary>
    /// A connector with these settings. Settings that are wrong are a <see cref="ConnectorSettingsException"/> that names every fault
    /// and no secret; the host then does not start.
    /// </summary>
    InstalledConnector Install(PlatformName platform, IConfigurationSection settings);
}
