using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityGrains.Client.Connections;

/// <summary>What the two ends of a connection demand of each other: TLS 1.3, a certificate under the roots of its role, and the role's name in it.</summary>
internal static class Handshake
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    /// <summary>For who is called.</summary>
    /// <param name="certificates">What counts.</param>
    /// <param name="caller">What the caller must be.</param>
    /// <param name="name">The name that its certificate must bear.</param>
    public static SslServerAuthenticationOptions Called(LoadedCertificates certificates, PeerRole caller, string name) => new()
    {
        ServerCertificateContext = certificates.Own,
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateChainPolicy = Trust(caller == PeerRole.Silo ? certificates.SiloRoots : certificates.ClientRoots, ForClients),
        RemoteCertificateValidationCallback = (_, certificate, _, faults) => Bears(certificate, name) && faults == SslPolicyErrors.None,

        // Who comes again proves himself again: roots may have changed since.
        AllowTlsResume = false,
        AllowRenegotiation = false,
    };

    /// <summary>For who calls: silos are called, and nobody else.</summary>
    public static SslClientAuthenticationOptions Calling(LoadedCertificates certificates, string name) => new()
    {
        ClientCertificateContext = certificates.Own,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateChainPolicy = Trust(certificates.SiloRoots, ForServers),

        // A silo is known by its role, not by its address: addresses come out of a table, and say nothing of who answers there.
        RemoteCertificateValidationCallback = (_, certificate, _, faults) =>
            Bears(certificate, name) && (faults & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None,
        AllowTlsResume = false,
        AllowRenegotiation = false,
    };

    private static bool Bears(X509Certificate? certificate, string name) => certificate is X509Certificate2 own && RoleName.IsBorneBy(own, name);

    private static X509ChainPolicy Trust(X509Certificate2Collection roots, string purpose)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,

            // No list of revoked certificates is asked for: a cluster must be able to form when nothing else answers. Certificates live for days and are
            // renewed in place; who must be kept out sooner is kept out by another root.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        policy.ApplicationPolicy.Add(new Oid(purpose));
        return policy;
    }
}
