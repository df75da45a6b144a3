using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityGrains.Client.Connections;

namespace IdentityGrains.Torture.Given;

/// <summary>Roots for silos and for clients, and what they issue, as files in a folder.</summary>
internal sealed class ClusterCertificates : IDisposable
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset Begin = TimeProvider.System.GetUtcNow().AddHours(-1);

    private readonly string _folder;
    private readonly string _clusterId;
    private X509Certificate2 _silos;
    private X509Certificate2 _clients;

    public ClusterCertificates(string folder, string clusterId)
    {
        (_folder, _clusterId) = (Directory.CreateDirectory(folder).FullName, clusterId);
        (_silos, _clients) = (Root("silos"), Root("clients"));
        Write();
    }

    public string SiloRoots => Path.Combine(_folder, "silo-roots.pem");

    public string ClientRoots => Path.Combine(_folder, "client-roots.pem");

    /// <summary>What a silo, or a gateway without one, must be told.</summary>
    public IReadOnlyDictionary<string, string> Settings(bool silo) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["IdentityGrains__Tls__CertificateFile"] = FileOf(silo, "pem"),
        ["IdentityGrains__Tls__KeyFile"] = FileOf(silo, "key"),
        ["IdentityGrains__Tls__SiloRootsFile"] = SiloRoots,
        ["IdentityGrains__Tls__ClientRootsFile"] = ClientRoots,
    };

    /// <summary>What a front-end of this package must be told.</summary>
    public TlsOptions OfFrontEnds => new() { CertificateFile = FileOf(silo: false, "pem"), KeyFile = FileOf(silo: false, "key"), SiloRootsFile = SiloRoots };

    public string FileOf(bool silo, string kind) => Path.Combine(_folder, (silo ? "silo." : "client.") + kind);

    /// <summary>Everything anew, under other roots: whoever was issued a certificate before is nobody now.</summary>
    public void Renew()
    {
        Dispose();
        (_silos, _clients) = (Root("silos"), Root("clients"));
        Write();
    }

    /// <summary>One for a silo or a client of this cluster, unless told otherwise.</summary>
    public X509Certificate2 Issue(bool silo, string? cluster = null, string? purpose = null, bool expired = false, bool underOther = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + (silo ? "silo" : "client"), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri($"urn:identitygrains:{cluster ?? _clusterId}:{(silo ? "silo" : "client")}"));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            purpose is not null ? [new Oid(purpose)] : silo ? [new Oid(ForServers), new Oid(ForClients)] : [new Oid(ForClients)], critical: true));
        using var issued = request.Create(
            silo == underOther ? _clients : _silos, Begin, expired ? Begin.AddMinutes(1) : Begin.AddDays(1), RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Puts one where a silo or a client has its own.</summary>
    public void Keep(bool silo, X509Certificate2 certificate)
    {
        File.WriteAllText(FileOf(silo, "pem"), certificate.ExportCertificatePem());
        var key = FileOf(silo, "key");
        File.WriteAllText(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Allow(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Says who may do what with a file, where files know that.</summary>
    public static void Allow(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    public void Dispose()
    {
        _silos.Dispose();
        _clients.Dispose();
    }

    private void Write()
    {
        File.WriteAllText(SiloRoots, _silos.ExportCertificatePem());
        File.WriteAllText(ClientRoots, _clients.ExportCertificatePem());
        foreach (var silo in new[] { true, false })
        {
            using var own = Issue(silo);
            Keep(silo, own);
        }
    }

    private static X509Certificate2 Root(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request.CreateSelfSigned(Begin, Begin.AddDays(30));
    }
}
