using IdentityGrains.Client.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace IdentityGrains.Client.Hosting;

/// <summary>How a front-end connects to silos: with certificates where it is told of any, else on this machine only.</summary>
internal static class ClientConnections
{
    public static void Add(IServiceCollection services) => services.AddOptions<ClientConnectionOptions>()
        .Configure<IOptions<IdentityGrainsClientOptions>, TimeProvider>((connections, told, time) => connections.ConfigureConnection(Calls(told.Value, time)));

    /// <summary>The files that the options name.</summary>
    /// <exception cref="UnsafeConnectionsException">They are not fit.</exception>
    public static CertificateFiles Files(IdentityGrainsClientOptions options, TimeProvider time) =>
        new(options.Tls!, clientRoots: null, RoleName.Of(options.ClusterId, PeerRole.Client), time);

    private static Action<IConnectionBuilder> Calls(IdentityGrainsClientOptions options, TimeProvider time) =>
        options.Tls is not null ? new SecuredConnections(Files(options, time), options.ClusterId, time).Call
        : options.PlainOrleansPorts ? static _ => { }
        : new PlainConnections().Call;
}
