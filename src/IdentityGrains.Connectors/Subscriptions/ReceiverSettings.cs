using IdentityGrains.Connectors.Secrets;
using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Subscriptions;

/// <summary>One subscription's address, within what the deployment permits.</summary>
internal sealed class ReceiverSettings : EndpointSettings
{
    /// <summary>An address and the keys that sign, the current one first.</summary>
    public ReceiverSettings(ReceiverOptions options, string url, IEnumerable<byte[]> secrets)
    {
        (Url, AllowLoopbackHttp, AllowPrivateAddresses, Resolve) = (url, options.AllowLoopbackHttp, options.AllowPrivateAddresses, options.Resolve);
        foreach (var port in options.Ports)
        {
            Ports.Add(port);
        }

        foreach (var secret in secrets)
        {
            Secrets.Add(Secret.Prefix + Convert.ToBase64String(secret));
        }
    }

    // What stands behind a question mark is kept by every proxy's log, and is a password more often than not.
    private protected override bool QueryAllowed => false;
}
