using System.ComponentModel;
using System.Reflection;
using IdentityGrains.Client.Governance;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace IdentityGrains.Gateway.Health;

/// <summary>How the process is.</summary>
internal sealed record HealthBody([property: Description("live or ready.")] string Status);

/// <summary>Which build runs.</summary>
internal sealed record VersionBody(string Version);

/// <summary>Tells machines whether to send requests here.</summary>
internal static class HealthViews
{
    private static readonly string Build =
        typeof(HealthViews).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Asks nobody: a process that is restarted because something else is down makes that worse.</summary>
    public static Task<IResult> Live(HttpContext http) => Task.FromResult<IResult>(TypedResults.Json(new HealthBody("live"), GatewayJson.Default.HealthBody));

    public static Task<IResult> Version(HttpContext http) =>
        Task.FromResult<IResult>(TypedResults.Json(new VersionBody(Build), GatewayJson.Default.VersionBody));

    public static async Task<IResult> Ready(HttpContext http)
    {
        var deadline = TimeSpan.FromMilliseconds(http.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.ReadyWithinMilliseconds);
        try
        {
            await http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IReadinessGrain>(0).Ready(http.RequestAborted)
                .WaitAsync(deadline, http.RequestServices.GetRequiredService<TimeProvider>(), http.RequestAborted);
        }
        catch (Exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            return new ProblemResult(Catalogue.StoreUnavailable);
        }

        return TypedResults.Json(new HealthBody("ready"), GatewayJson.Default.HealthBody);
    }
}
