using System.Diagnostics;
using System.Threading.RateLimiting;
using IdentityGrains.Gateway.Acknowledgements;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Events;
using IdentityGrains.Gateway.Exceptions;
using IdentityGrains.Gateway.Governance;
using IdentityGrains.Gateway.Health;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.OpenApi;
using IdentityGrains.Gateway.Reconciling;
using IdentityGrains.Gateway.Scim;
using IdentityGrains.Gateway.Subscriptions;
using IdentityGrains.Gateway.Uses;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Door;

/// <summary>Puts the HTTP door into a host. The host brings the grains: a silo of its own, or an Orleans client.</summary>
public static class GatewayHosting
{
    /// <summary>Registers what the gateway needs. Settings come from the section <see cref="GatewayOptions.Section"/>.</summary>
    public static IServiceCollection AddIdentityGrainsGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GatewayOptions>().Bind(configuration.GetSection(GatewayOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ScimOptions>().Bind(configuration.GetSection(ScimOptions.Section))
            .Validate(scim => !ScimOptions.Faults(scim).Any(), "Scim: an attribute is none, or says two fields.").ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<DistributedContextPropagator, TraceOnly>();

        // First of all that configure the server: what holds for endpoints holds for those only that are named after it.
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>());

        // The framework's own request log writes the whole address, and addresses carry keys. Off, not only quiet: while this logger is on at any
        // level, it opens a scope around every request with the address in it, and a sink that writes scopes puts it on every line.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None));
        services.AddSingleton(provider => new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = provider.GetRequiredService<IOptions<GatewayOptions>>().Value.ConcurrentRequests,
        }));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJson.Default));
        return services.AddGatewayDocument();
    }

    /// <summary>Puts up the gateway's endpoints. Call it before other endpoints' middleware: its own covers what nobody else takes.</summary>
    /// <param name="app">The host.</param>
    /// <param name="api">False puts up health and version only, for a silo that is no gateway.</param>
    public static WebApplication MapIdentityGrainsGateway(this WebApplication app, bool api = true)
    {
        app.UseMiddleware<KnownHosts>();
        app.UseWhen(GatewayMark.Covers, ours => ours.UseMiddleware<Answers>().UseMiddleware<RequestsAtOnce>());
        if (api)
        {
            MapApi(app);
        }

        var health = app.MapGroup(string.Empty).WithTags("health");
        ((IEndpointConventionBuilder)health).Add(GatewayMark.Put);
        health.Map(HttpMethods.Get, "/health/live", "live", HealthViews.Live).WithSummary("Whether the process runs").Produces<HealthBody>();
        health.Map(HttpMethods.Get, "/health/ready", "ready", HealthViews.Ready).WithSummary("Whether requests are served")
            .Produces<HealthBody>().Fails(C.StoreUnavailable);
        health.Map(HttpMethods.Get, "/version", "version", HealthViews.Version).WithSummary("Which build runs").Produces<VersionBody>();
        health.MapOpenApi("/openapi/{documentName}.json");
        return app;
    }

    private static void MapApi(WebApplication app)
    {
        var api = Routes.Api(app);
        var callers = Routes.WithCredential(api);
        CustomerRoutes.Map(callers);
        UseRoutes.Map(callers);
        PolicyRoutes.Map(callers);
        ReconcilingRoutes.Map(callers);
        ScimRoutes.Map(Routes.WithCredential(Routes.Api(app, ScimRoutes.Prefix)
            .WithMetadata(new AnswersAs("application", "scim+json", "json"))));
        EventRoutes.Map(callers);
        SubscriptionRoutes.Map(callers);
        ExceptionRoutes.Map(callers);
        callers.Map(HttpMethods.Get, "/policy", "getPolicy", GovernanceViews.Policy)
            .WithTags("governance").WithSummary("Read the policy in force").Produces<PolicyBody>()
            .Fails(C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.NotAcceptable, C.RateLimited, C.StoreUnavailable);
        callers.Map(HttpMethods.Get, "/authority/{field}", "getAuthority", GovernanceViews.Authority)
            .WithTags("governance").WithSummary("Read who is answerable for a field, who may assert it, and who is told").Produces<AuthorityBody>()
            .Fails(
                C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.NotFound, C.UnknownField with { Status = StatusCodes.Status404NotFound },
                C.NotAcceptable, C.RateLimited, C.StoreUnavailable);
        callers.Map(HttpMethods.Get, "/deliveries", "countDeliveries", GovernanceViews.Deliveries)
            .WithTags("governance").WithSummary("Count deliveries per platform and state").Produces<DeliveriesBody>()
            .Fails(C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.NotAcceptable, C.RateLimited, C.StoreUnavailable);
        api.Map(HttpMethods.Post, "/acks/{delivery}", "acknowledge", Callbacks.Acknowledge)
            .WithTags("acknowledgements").WithSummary("Acknowledge a delivery, signed by the platform (Standard Webhooks)")
            .Produces<AckBody>().WithMetadata(new IsCallback())
            .Fails(C.InvalidSignature, C.DeliveryNotFound, C.AckOutOfOrder, C.AckInvalid, C.PayloadTooLarge, C.RateLimited, C.OutcomeUnknown);
    }
}
