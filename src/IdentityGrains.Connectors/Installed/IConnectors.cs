using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain;

namespace IdentityGrains.Connectors.Installed;

/// <summary>The platforms that this deployment can speak to.</summary>
public interface IConnectors
{
    /// <summary>The platforms that configuration installs, in ordinal order.</summary>
    IReadOnlyList<PlatformName> Installed { get; }

    /// <summary>A platform's connector; null when none is installed, and then its deliveries wait.</summary>
    InstalledConnector? Find(PlatformName platform);
}

/// <summary>One platform's connector, and what else its protocol can do.</summary>
/// <param name="Kind">The connector's word, which must be the one that the policy gives the platform, for example <c>webhook.standard</c>.</param>
/// <param name="Connector">Speaks to it.</param>
/// <param name="Acks">Reads its callbacks; null when its protocol has none.</param>
public sealed record InstalledConnector(string Kind, IPlatformConnector Connector, IAckReader? Acks)
{
    /// <summary>Looks at what it holds; null when its protocol cannot.</summary>
    public IPlatformReader? Reader { get; init; }

    /// <summary>Takes large batches of what has time, by jobs of the platform; null when its protocol has none, or settings want none.</summary>
    public IPlatformConnector? Jobs { get; init; }

    /// <summary>Tells what changed there; null when its protocol cannot.</summary>
    public IChangeFeed? Changes { get; init; }

    /// <summary>Takes whole records away there; null when its protocol cannot.</summary>
    public IRecordRemover? Remover { get; init; }
}
