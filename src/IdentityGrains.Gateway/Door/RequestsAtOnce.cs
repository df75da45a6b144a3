using System.Threading.RateLimiting;

namespace IdentityGrains.Gateway.Door;

/// <summary>
/// Serves so many requests at once; more are answered 429, and nothing was done. Not by the framework's middleware: the timer that it starts goes on when the
/// host is over, and keeps all of it in memory.
/// </summary>
/// <param name="next">Serves.</param>
/// <param name="places">How many.</param>
internal sealed class RequestsAtOnce(RequestDelegate next, ConcurrencyLimiter places)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<TakesPlace>() is not { OfRequests: true })
        {
            await next(http);
            return;
        }

        using var place = places.AttemptAcquire();
        if (!place.IsAcquired)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        await next(http);
    }
}

/// <summary>What an endpoint is asked takes a place while it is served: one of all requests', or of a number of its own.</summary>
internal sealed record TakesPlace(bool OfRequests);
