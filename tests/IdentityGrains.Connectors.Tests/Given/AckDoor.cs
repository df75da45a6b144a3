using System.Collections.Concurrent;
using System.Net;
using IdentityGrains.Connectors.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityGrains.Connectors.Tests.Given;

/// <summary>A door for callbacks as the gateway has one: it reads with the product's own reader.</summary>
internal sealed class AckDoor : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AckDoor(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Who reads; set once the connector is there.</summary>
    public WebhookAckReader? Reader { get; set; }

    public ConcurrentQueue<AckReading> Readings { get; } = new();

    /// <summary>The status for the n-th callback, from 1.</summary>
    public Func<int, int> Status { get; set; } = _ => StatusCodes.Status200OK;

    public static async Task<AckDoor> Open(CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var door = new AckDoor(builder.Build());
        door._app.MapPost("/v1/acks/{id}", (RequestDelegate)door.Take);
        await door._app.StartAsync(ct);
        return door;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new AckRequest(
            context.Request.Headers["webhook-id"], context.Request.Headers["webhook-timestamp"], context.Request.Headers["webhook-signature"], body.ToArray());
        Readings.Enqueue(Reader!.Read(request, TimeProvider.System.GetUtcNow()));
        context.Response.StatusCode = Status(Readings.Count);
    }
}
