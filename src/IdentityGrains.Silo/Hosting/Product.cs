using System.Net;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Hosting;
using IdentityGrains.Silo.Development;
using IdentityGrains.Silo.Operators;
using IdentityGrains.Silo.Telemetry;
using IdentityGrains.Storage.Journal;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace IdentityGrains.Silo.Hosting;

/// <summary>What stands beside what in the all-in-one process.</summary>
internal static class Product
{
    public static WebApplication Compose(WebApplicationBuilder builder, ProductOptions options)
    {
        // Nothing of a caller is logged by the framework: addresses hold keys.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        options.ConfigureLogging?.Invoke(builder.Logging);
        builder.Services.AddSingleton(TimeProvider.System);
        EmbeddedStore.Add(builder.Services, options);
        AddTrust(builder, options);
        builder.Services.AddHostedService(s => new PolicyAtStart(
            options.PolicyFile, s.GetRequiredService<IPolicies>(), s.GetRequiredService<PoliciesInForce>(), s.GetRequiredService<IStoreClock>(),
            s.GetRequiredService<ILogger<PolicyAtStart>>()));
        builder.UseOrleans(silo => AddSilo(silo, options, builder.Configuration));
        builder.Services.AddIdentityGrainsGateway(builder.Configuration);
        OperatorSignIn.Add(builder.Services);
        ProductTelemetry.Add(builder);

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapIdentityGrainsGateway();
        app.MapPrometheusScrapingEndpoint("/metrics").ExcludeFromDescription();
        Dashboard.Map(app);
        return app;
    }

    private static void AddSilo(ISiloBuilder silo, ProductOptions options, IConfiguration configuration)
    {
        var (siloPort, clientPort) = (FreePort.Or(options.SiloPort), FreePort.Or(options.ClientPort));
        silo.UseLocalhostClustering(siloPort, clientPort, primarySiloEndpoint: null, serviceId: "identitygrains", clusterId: "identitygrains");
        silo.Configure<EndpointOptions>(o => o.AdvertisedIPAddress = IPAddress.Loopback);
        silo.AddActivityPropagation();
        silo.AddDashboard(o => o.HideTrace = true);
        silo.AddIdentityGrains(configuration);
    }

    private static void AddTrust(WebApplicationBuilder builder, ProductOptions options)
    {
        var trust = builder.Services.AddOptions<TrustOptions>()
            .Bind(builder.Configuration.GetSection("Trust")).ValidateDataAnnotations().ValidateOnStart()
            .Validate(o => o.Sources.Values.All(s => s.Principal.Length > 0 && s.KeyFiles.Count > 0), "Each of Trust:Sources needs Principal and KeyFiles.");
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
