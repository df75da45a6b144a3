using System.Threading.RateLimiting;
using IdentityGrains.Gateway.Door;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Door;

public sealed class RequestsAtOnceTests : IDisposable
{
    private readonly ConcurrencyLimiter _onePlace = new(new ConcurrencyLimiterOptions { PermitLimit = 1 });
    private readonly TaskCompletionSource _served = new();

    [Fact]
    public async Task Who_comes_beyond_is_told_so_until_somebody_is_served()
    {
        var door = Door();
        var (first, second, third) = (Request(ofRequests: true), Request(ofRequests: true), Request(ofRequests: true));
        var serving = door.InvokeAsync(first);
        await door.InvokeAsync(second);
        _served.SetResult();
        await serving;
        await door.InvokeAsync(third);

        Assert.Equal([200, 429, 200], new[] { first, second, third }.Select(r => r.Response.StatusCode));
    }

    [Fact]
    public async Task A_stream_takes_no_place_of_a_requests()
    {
        var door = Door();
        var (stream, request) = (Request(ofRequests: false), Request(ofRequests: true));
        var both = Task.WhenAll(door.InvokeAsync(stream), door.InvokeAsync(request));
        _served.SetResult();
        await both;

        Assert.Equal([200, 200], new[] { stream, request }.Select(r => r.Response.StatusCode));
    }

    public void Dispose() => _onePlace.Dispose();

    private RequestsAtOnce Door() => new(_ => _served.Task, _onePlace);

    private static DefaultHttpContext Request(bool ofRequests)
    {
        var http = new DefaultHttpContext();
        http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new TakesPlace(ofRequests)), null));
        return http;
    }
}
