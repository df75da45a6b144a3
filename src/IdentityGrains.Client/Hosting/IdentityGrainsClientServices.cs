using IdentityGrains.Client.Asking;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace IdentityGrains.Client.Hosting;

/// <summary>Puts the client into a host.</summary>
public static class IdentityGrainsClientServices
{
    /// <summary>Registers <see cref="IIdentityGrains"/> and the Orleans client beneath it, which connects when the host starts.</summary>
    public static IServiceCollection AddIdentityGrainsClient(this IServiceCollection services, Action<IdentityGrainsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<IdentityGrainsClientOptions>().Configure(configure);
        return services.AddClient();
    }

    /// <summary>The same for a host that keeps its settings in the section <see cref="IdentityGrainsClientOptions.Section"/>.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="configure">What is not in the configuration, the credential for one; it has the last word.</param>
    public static IHostApplicationBuilder AddIdentityGrainsClient(
        this IHostApplicationBuilder builder, Action<IdentityGrainsClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = builder.Configuration.GetSection(IdentityGrainsClientOptions.Section);
        builder.Services.AddOptions<IdentityGrainsClientOptions>().Bind(section).Configure(configure ?? (_ => { }));
        builder.Services.AddClient();
        return builder;
    }

    private static IServiceCollection AddClient(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<IdentityGrainsClientOptions>, OptionsCheck>();
        services.AddOptions<IdentityGrainsClientOptions>().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOrleansClient(Connect);
        services.AddSingleton<IDoor>(s => new ClusterDoor(s.GetRequiredService<IClusterClient>()));
        services.AddSingleton(s => Told(s) is var options && options.Credential is { } obtain
            ? ActivatorUtilities.CreateInstance<CredentialKeeper>(s, new CredentialFunction(obtain))
            : ActivatorUtilities.CreateInstance<CredentialKeeper>(s));
        services.AddSingleton(s => new Backoff(new Random(), Told(s).FirstPause, Told(s).LongestPause));
        services.AddSingleton<Asker>();
        services.AddSingleton<IIdentityGrains>(s => new IdentityGrainsFront(s.GetRequiredService<IDoor>(), s.GetRequiredService<Asker>(), CallScope.Plain));
        return services;
    }

    private static void Connect(IClientBuilder client)
    {
        Membership.Add(client.Services);
        ClientConnections.Add(client.Services);
        client.UseConnectionRetryFilter<ConnectionPatience>();
        client.AddActivityPropagation();
        client.Services.AddOptions<ClusterOptions>().Configure<IOptions<IdentityGrainsClientOptions>>(
            (cluster, options) => (cluster.ClusterId, cluster.ServiceId) = (options.Value.ClusterId, options.Value.ServiceId));
        client.Services.AddOptions<GatewayOptions>().Configure<IOptions<IdentityGrainsClientOptions>>(
            (gateways, options) => gateways.GatewayListRefreshPeriod = options.Value.GatewayListRefreshPeriod);
        client.Services.AddOptions<ClientMessagingOptions>().Configure<IOptions<IdentityGrainsClientOptions>>((messaging, options) =>
        {
            messaging.ResponseTimeout = options.Value.TryTimeout;
            messaging.MaxMessageBodySize = IdentityGrainsClientOptions.LargestMessage;
        });
    }

    private static IdentityGrainsClientOptions Told(IServiceProvider services) => services.GetRequiredService<IOptions<IdentityGrainsClientOptions>>().Value;
}
