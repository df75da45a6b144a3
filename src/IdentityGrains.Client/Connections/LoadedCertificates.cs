using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityGrains.Client.Connections;

/// <summary>What stood in the files at one instant.</summary>
/// <param name="Own">The process's own certificate with its key, and those above it.</param>
/// <param name="SiloRoots">Who issues certificates to silos.</param>
/// <param name="ClientRoots">Who issues certificates to clients; empty in a process that accepts none.</param>
internal sealed record LoadedCertificates(SslStreamCertificateContext Own, X509Certificate2Collection SiloRoots, X509Certificate2Collection ClientRoots)
{
    private const string ClientRootsFile = "ClientRootsFile";
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads them, or says in a sentence which setting leads to none that are fit.</summary>
    public static LoadedCertificates Read(TlsOptions options, string? clientRoots, string name, DateTime now)
    {
        var chain = Text(nameof(options.CertificateFile), options.CertificateFile);
        if (Final(options.KeyFile) is { Exists: true } key && !OperatingSystem.IsWindows() && (key.UnixFileMode & Others) != UnixFileMode.None)
        {
            throw new UnsafeConnectionsException("Tls:KeyFile names a file that is open to others: its mode must be 0600 or 0400.");
        }

        var own = Pair(chain, Text(nameof(options.KeyFile), options.KeyFile));
        if (now < own.NotBefore.ToUniversalTime() || now > own.NotAfter.ToUniversalTime())
        {
            throw new UnsafeConnectionsException("Tls:CertificateFile names a certificate that is not valid now.");
        }

        if (!RoleName.IsBorneBy(own, name))
        {
            throw new UnsafeConnectionsException(
                $"Tls:CertificateFile names a certificate of another role or cluster: it does not bear the URI {name}.");
        }

        var above = Certificates(nameof(options.CertificateFile), chain);
        above.RemoveAt(0);
        return new LoadedCertificates(
            // Offline: whom to trust stands in files, and nothing is fetched because a certificate says where it could be.
            SslStreamCertificateContext.Create(own, above, offline: true),
            Certificates(nameof(options.SiloRootsFile), Text(nameof(options.SiloRootsFile), options.SiloRootsFile)),
            clientRoots is null ? [] : Certificates(ClientRootsFile, Text(ClientRootsFile, clientRoots)));
    }

    /// <summary>The file that a path leads to: a link has a mode and a time of its own that say nothing.</summary>
    public static FileInfo Final(string path)
    {
        var file = new FileInfo(path.Length == 0 ? "." : path);
        try
        {
            return file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        }
        catch (IOException)
        {
            // It leads nowhere, or round in a circle: whoever reads it will say so.
            return file;
        }
    }

    private static X509Certificate2 Pair(string chain, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(chain, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new UnsafeConnectionsException("Tls:CertificateFile and Tls:KeyFile name no certificate and its key, in PEM.");
        }
    }

    private static X509Certificate2Collection Certificates(string setting, string text)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }

        return certificates.Count > 0 ? certificates : throw new UnsafeConnectionsException($"Tls:{setting} names a file without a certificate, in PEM.");
    }

    private static string Text(string setting, string path)
    {
        if (path.Length == 0)
        {
            throw new UnsafeConnectionsException($"Tls:{setting} is not set.");
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnsafeConnectionsException($"Tls:{setting} names a file that cannot be read.");
        }
    }
}
