namespace IdentityGrains.Client.Connections;

/// <summary>
/// The certificates of a process that connects to silos. All of them are PEM files, which are read again when they change: a renewed certificate needs no
/// restart. None is left out: half of it would be none.
/// </summary>
public class TlsOptions
{
    /// <summary>
    /// The process's own certificate, and after it those between it and its root. It names its role in a URI of its subject alternative names:
    /// <c>urn:identitygrains:CLUSTER:client</c>, or <c>urn:identitygrains:CLUSTER:silo</c>. Default: none.
    /// </summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>Its private key, not encrypted; on Unix nobody but the owner may have any access to the file. Default: none.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>The roots under which silos' certificates are issued. Default: none.</summary>
    public string SiloRootsFile { get; set; } = "";
}
