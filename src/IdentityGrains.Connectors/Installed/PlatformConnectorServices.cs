using IdentityGrains.Connectors.Braze;
using IdentityGrains.Connectors.HubSpot;
using IdentityGrains.Connectors.Salesforce;
using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.SecurityEvents;
using IdentityGrains.Connectors.Segment;
using IdentityGrains.Connectors.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IdentityGrains.Connectors.Installed;

/// <summary>Puts the connectors into a host.</summary>
public static class PlatformConnectorServices
{
    /// <summary>The section of configuration that installs platforms: <c>Connectors:{platform}:Kind</c> and the kind's own settings.</summary>
    public const string Section = "Connectors";

    /// <summary>Adds <see cref="IConnectors"/>; the host does not start when a platform's settings are wrong.</summary>
    public static IServiceCollection AddPlatformConnectors(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, StandardWebhookKind>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, BrazeKind>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, HubSpotKind>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, SalesforceKind>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, SecurityEventKind>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, ScimKind>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, SegmentKind>());
        services.TryAddSingleton<IConnectors>(s => new InstalledConnectors(s.GetServices<IConnectorKind>(), configuration.GetSection(Section)));
        services.AddHostedService<ConnectorsAtStart>();
        return services;
    }

    // Making them is what checks them: a wrong setting must stop the start, before anything else has begun, and not the first delivery.
    private sealed class ConnectorsAtStart(IServiceProvider services) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<IConnectors>();
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
