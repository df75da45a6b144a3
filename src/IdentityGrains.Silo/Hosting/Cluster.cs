using System.Net;
using IdentityGrains.Client.Hosting;
using IdentityGrains.Grains.Hosting;
using Orleans.Configuration;

namespace IdentityGrains.Silo.Hosting;

/// <summary>
/// How silos and gateways find each other, and how soon they notice that one is gone: within seconds, where Orleans' defaults take a minute. That the noticing
/// may be wrong costs speed and never truth: the store takes no entry of a silo whose customer another one has moved on.
/// </summary>
internal static class Cluster
{
    private const string ServiceId = "identitygrains";

    // Two missed probes of two silos; a silo that was killed is noticed sooner, by its closed connections.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1.5);
    private const int MissedProbes = 2;

    private static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ClientStartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ClientPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes the silo a member.</summary>
    public static void Join(ISiloBuilder silo, ProductOptions options, OrleansPorts ports, IConfiguration configuration)
    {
        ports.Secure(silo);
        var address = IPAddress.Parse(options.AdvertisedAddress);
        var (siloPort, clientPort) = (FreePort.Or(options.SiloPort), FreePort.Or(options.ClientPort));
        if (options.Store == StoreKind.Sqlite)
        {
            silo.UseLocalhostClustering(siloPort, clientPort, primarySiloEndpoint: null, ServiceId, options.ClusterId);
            silo.Configure<EndpointOptions>(o => o.AdvertisedIPAddress = IPAddress.Loopback);
            return;
        }

        var connection = Connections.Cluster(configuration);
        silo.Configure<ClusterOptions>(o => Name(o, options));
        silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (MembershipTable.Invariant, connection));
        silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (MembershipTable.Invariant, connection));
        silo.ConfigureEndpoints(address, siloPort, clientPort, listenOnAnyHostAddress: false);
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.ProbeTimeout = ProbeTimeout;
            o.NumMissedProbesLimit = MissedProbes;
            o.TableRefreshTimeout = TableRefresh;
            o.IAmAliveTablePublishTimeout = TableRefresh;
            o.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
            o.DefunctSiloExpiration = TimeSpan.FromHours(1);
        });
        silo.Configure<ConnectionOptions>(o => o.OpenConnectionTimeout = ConnectPatience);
    }

    /// <summary>Makes the process a client of silos elsewhere.</summary>
    public static void Connect(IClientBuilder client, ProductOptions options, OrleansPorts ports, IConfiguration configuration)
    {
        ports.Secure(client);
        var connection = Connections.Cluster(configuration);
        client.Configure<ClusterOptions>(o => Name(o, options));
        client.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (MembershipTable.Invariant, connection));
        client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = GatewayRefresh);
        client.Configure<ConnectionOptions>(o => o.OpenConnectionTimeout = ConnectPatience);
        client.Configure<ClientMessagingOptions>(o =>
        {
            o.ResponseTimeout = GrainServices.CallTimeout;
            o.MaxMessageBodySize = GrainServices.LargestMessage;
        });
        client.AddActivityPropagation();
        var since = options.Time.GetTimestamp();
        client.UseConnectionRetryFilter(async (_, ct) =>
        {
            ports.ThrowIfRefused();
            await Task.Delay(ClientPause, options.Time, ct);
            return options.Time.GetElapsedTime(since) < ClientStartPatience;
        });
    }

    private static void Name(ClusterOptions cluster, ProductOptions options) => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, ServiceId);
}
