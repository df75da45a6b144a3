using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace MyPlatform.Connector;

/// <summary>Makes connectors out of configuration. Policy and configuration name it by its word.</summary>
/// <param name="time">The clock of time-outs.</param>
public sealed class MyPlatformKind(TimeProvider time) : IConnectorKind
{
    /// <inheritdoc/>
    public string Word => MyPlatformConnector.Kind;

    /// <inheritdoc/>
    public InstalledConnector Install(PlatformName platform, IConfigurationSection settings)
    {
        var connector = new MyPlatformConnector(SettingsSection.Read<MyPlatformSettings>(settings, Word), time);
        return new InstalledConnector(Word, connector, Acks: null) { Reader = connector.Reader, Remover = connector };
    }
}
