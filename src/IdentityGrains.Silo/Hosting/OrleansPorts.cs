using System.Net;
using IdentityGrains.Client.Connections;
using Orleans.Configuration;

namespace IdentityGrains.Silo.Hosting;

/// <summary>Who may speak to the ports between silos and for clients: holders of certificates or, without any, this machine alone.</summary>
internal sealed class OrleansPorts
{
    private readonly bool _plainAnywhere;
    private readonly SecuredConnections? _secured;
    private readonly PlainConnections _plain = new();

    /// <exception cref="UnsafeConnectionsException">They would be open to others, or the certificates are not fit.</exception>
    public OrleansPorts(ProductOptions options)
    {
        _plainAnywhere = options.PlainOrleansPorts;
        if (options.Tls is { } tls)
        {
            _secured = new SecuredConnections(Certificates(options, tls), options.ClusterId, options.Time);
        }

        if (_secured is not null && _plainAnywhere)
        {
            throw new UnsafeConnectionsException("IdentityGrains:PlainOrleansPorts and IdentityGrains:Tls contradict each other: set one of them.");
        }

        if (_secured is null && !_plainAnywhere && IsReachedByOthers(options))
        {
            throw new UnsafeConnectionsException(
                "A silo does not listen on an AdvertisedAddress of others without TLS: set IdentityGrains:Tls, "
                + "or IdentityGrains:PlainOrleansPorts on a network where nobody else can listen or connect.");
        }
    }

    /// <summary>Secures a silo's ports, and what it calls.</summary>
    public void Secure(ISiloBuilder silo) => silo.Configure<SiloConnectionOptions>(connections =>
    {
        if (_secured is { } secured)
        {
            connections.ConfigureSiloInboundConnection(c => secured.Accept(c, PeerRole.Silo));
            connections.ConfigureGatewayInboundConnection(c => secured.Accept(c, PeerRole.Client));
            connections.ConfigureSiloOutboundConnection(secured.Call);
        }
        else if (!_plainAnywhere)
        {
            connections.ConfigureSiloOutboundConnection(_plain.Call);
        }
    });

    /// <summary>Secures what a gateway to silos elsewhere calls.</summary>
    public void Secure(IClientBuilder client) => client.Configure<ClientConnectionOptions>(connections =>
    {
        if (_secured is { } secured)
        {
            connections.ConfigureConnection(secured.Call);
        }
        else if (!_plainAnywhere)
        {
            connections.ConfigureConnection(_plain.Call);
        }
    });

    /// <summary>Throws once a silo was to be called that must not be: no later attempt would end otherwise.</summary>
    /// <exception cref="UnsafeConnectionsException">One was.</exception>
    public void ThrowIfRefused()
    {
        if (_plain.Refused)
        {
            throw new UnsafeConnectionsException(PlainConnections.Refusal);
        }
    }

    private static CertificateFiles Certificates(ProductOptions options, SiloTlsOptions tls)
    {
        var (role, clients) = options.Role == HostRole.Gateway ? (PeerRole.Client, null) : (PeerRole.Silo, tls.ClientRootsFile);
        try
        {
            return new CertificateFiles(tls, clients, RoleName.Of(options.ClusterId, role), options.Time);
        }
        catch (UnsafeConnectionsException unfit)
        {
            // A front-end's settings have no such section; ours say where the setting stands.
            throw new UnsafeConnectionsException($"{ProductOptions.Section}:{unfit.Message}");
        }
    }

    // The embedded store has one silo, and that one listens to this machine whatever it is told.
    private static bool IsReachedByOthers(ProductOptions options) =>
        options is { Store: StoreKind.Postgres, Role: not HostRole.Gateway } && !IPAddress.IsLoopback(IPAddress.Parse(options.AdvertisedAddress));
}
