using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;
using Orleans.Runtime.Membership;

namespace IdentityGrains.Client.Hosting;

/// <summary>
/// Where the silos' client ports are known from: a list, or the cluster's own table. Which of the two is decided when the client starts and not when it is
/// registered: until then another part of the host, or its configuration, may have the word.
/// </summary>
internal static class Membership
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<StaticGatewayListProviderOptions>().Configure<IOptions<IdentityGrainsClientOptions>>(
            (list, options) => list.Gateways = [.. options.Value.Gateways.Select(g => IPEndPoint.Parse(g).ToGatewayUri())]);
        services.AddOptions<AdoNetClusteringClientOptions>().Configure<IOptions<IdentityGrainsClientOptions>>(
            (table, options) => (table.Invariant, table.ConnectionString) =
                (MembershipTable.Invariant, options.Value.Clustering is { } database ? MembershipTable.ConnectionString(database) : null));
        services.AddSingleton<IGatewayListProvider>(s => s.GetRequiredService<IOptions<IdentityGrainsClientOptions>>().Value.Gateways.Count > 0
            ? ActivatorUtilities.CreateInstance<StaticGatewayListProvider>(s)
            : ActivatorUtilities.CreateInstance<AdoNetGatewayListProvider>(s));
    }
}
