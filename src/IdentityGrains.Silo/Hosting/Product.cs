using IdentityGrains.Gateway.Door;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Hosting;
using IdentityGrains.Silo.Development;
using IdentityGrains.Silo.Operators;
using IdentityGrains.Silo.Settings;
using IdentityGrains.Silo.Telemetry;
using IdentityGrains.Storage;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Dashboard;
using Orleans.Runtime;

namespace IdentityGrains.Silo.Hosting;

/// <summary>What stands beside what in a process of each role.</summary>
internal static class Product
{
    /// <summary>For how long a process that is told to stop may finish what was begun.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    /// <summary>Composes a host over a store; null for a gateway, which has none.</summary>
    public static WebApplication Compose(WebApplicationBuilder builder, ProductOptions options, OrleansPorts ports, IStore? store)
    {
        // Nothing of a caller is logged by the framework: addresses hold keys.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        options.ConfigureLogging?.Invoke(builder.Logging);
        options.ConfigureServices?.Invoke(builder.Services);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopPatience);
        // Says to systemd when the process answers and when it ends; elsewhere it does nothing.
        builder.Services.AddSystemd();
        builder.Services.AddIdentityGrainsGateway(builder.Configuration);
        ProductTelemetry.Add(builder);
        if (store is not null)
        {
            AddSilo(builder, options, ports, store);
        }
        else
        {
            builder.UseOrleansClient(client => Cluster.Connect(client, options, ports, builder.Configuration));
        }

        var app = builder.Build();
        if (store is not null)
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }

        app.MapIdentityGrainsGateway(api: options.Role != HostRole.Silo);
        app.MapPrometheusScrapingEndpoint("/metrics").ExcludeFromDescription();
        if (store is not null)
        {
            Dashboard.Map(app);
        }

        return app;
    }

    private static void AddSilo(WebApplicationBuilder builder, ProductOptions options, OrleansPorts ports, IStore store)
    {
        Stores.Add(builder.Services, store);
        AddTrust(builder, options);
        builder.Services.AddHostedService(s => new PolicyAtStart(
            options.PolicyFile, s.GetRequiredService<IPolicies>(), s.GetRequiredService<PoliciesInForce>(), s.GetRequiredService<IStoreClock>(),
            s.GetRequiredService<ILogger<PolicyAtStart>>()));
        builder.UseOrleans(silo =>
        {
            Cluster.Join(silo, options, ports, builder.Configuration);
            silo.AddActivityPropagation();
            silo.AddDashboard(o => o.HideTrace = true);
            silo.AddIdentityGrains(builder.Configuration);
        });
        builder.Services.Replace(ServiceDescriptor.Singleton<ILocalSiloDetails, StoreDatedSilo>());
        OperatorSignIn.Add(builder.Services);
    }

    private static void AddTrust(WebApplicationBuilder builder, ProductOptions options)
    {
        var trust = builder.Services.AddOptions<TrustOptions>().Bind(builder.Configuration.GetSection(StartCheck.Trust));
        if (options.DevelopmentIssuer)
        {
            var sources = DevelopmentSources.Make(options.DataFolder, options.PolicyFile);
            trust.Configure(o => DevelopmentIssuer.Configure(o, options.DataFolder));
            trust.Configure(o => DevelopmentSources.Configure(o, options.DataFolder, sources));
            builder.Services.AddSingleton(DevelopmentIssuer.Open(options.DataFolder, new TrustOptions()));
            builder.Services.AddSingleton(DevelopmentSources.Open(options.DataFolder, new TrustOptions()));
        }
    }
}
