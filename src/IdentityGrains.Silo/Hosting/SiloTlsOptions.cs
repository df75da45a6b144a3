using IdentityGrains.Client.Connections;

namespace IdentityGrains.Silo.Hosting;

/// <summary>The certificates of a process of the product. Its own names the role <c>silo</c>, or <c>client</c> for a gateway to silos elsewhere.</summary>
public sealed class SiloTlsOptions : TlsOptions
{
    /// <summary>The roots under which clients' certificates are issued, PEM; a gateway needs none. Default: none.</summary>
    public string ClientRootsFile { get; set; } = "";
}
