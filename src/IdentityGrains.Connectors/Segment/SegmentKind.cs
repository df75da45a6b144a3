using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;

namespace IdentityGrains.Connectors.Segment;

/// <summary>Makes Segment connectors out of configuration.</summary>
internal sealed class SegmentKind(TimeProvider time) : IConnectorKind
{
    /// <inheritdoc/>
    public string Word => SegmentConnector.Kind;

    /// <inheritdoc/>
    public InstalledConnector Install(PlatformName platform, IConfigurationSection settings)
    {
        var connector = new SegmentConnector(SettingsSection.Read<SegmentSettings>(settings, Word), time);
        return new InstalledConnector(Word, connector, null) { Reader = connector.Reader, Remover = connector.Remover };
    }
}
