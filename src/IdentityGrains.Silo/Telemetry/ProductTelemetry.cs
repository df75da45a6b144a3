using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace IdentityGrains.Silo.Telemetry;

/// <summary>What is measured and traced, and where it goes: metrics at <c>/metrics</c>, both to an OTLP endpoint when one is configured.</summary>
internal static class ProductTelemetry
{
    // Tracing every grain call costs many times the call itself; a share tells as much.
    private const double SampledShare = 0.01;

    public static void Add(WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(m => m.AddMeter("IdentityGrains", "Microsoft.Orleans")
                .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter())
            .WithTracing(t => t.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(SampledShare)))
                .AddAspNetCoreInstrumentation(o =>
                {
                    o.Filter = http => http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal);

                    // Addresses hold sources' keys of customers. The route says where a request went, and not about whom.
                    o.EnrichWithHttpRequest = static (activity, _) => activity.SetTag("url.path", null).SetTag("url.query", null);
                }));
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            // Only where somebody reads them: even one that is not sampled is made for each call, to be passed on.
            telemetry.WithMetrics(m => m.AddOtlpExporter())
                .WithTracing(t => t.AddSource("Microsoft.Orleans.Application").AddSource("Microsoft.Orleans.Runtime").AddOtlpExporter());
        }
    }
}
