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

/// <summary>One platform's connector.</summary>
/// <param name="Kind">The connector's word, which must be the one that the policy gives the platform, for example <c>webhook.standard</c>.</param>
/// <param name="Connector">Speaks to it.</param>
/// <param name="Acks">Reads its callbacks; null when its protocol has none.</param>
public sealed record InstalledConnector(string Kind, IPlatformConnector Connector, IAckReader? Acks);
