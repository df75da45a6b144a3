using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityGrains.Scenarios.Given;

/// <summary>Somebody else's program that is told of events: it verifies as Standard Webhooks says, keeps each event once, and fails at will.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly Lock _keeping = new();
    private readonly List<(string Id, JsonElement Event)> _kept = [];
    private readonly List<string> _heard = [];
    private readonly TaskCompletionSource _over = new();
    private WebApplication _server = null!;

    /// <summary>What is answered to the next requests instead of taking them: a status, 0 to reset the connection, -1 to take it and never answer.</summary>
    public Queue<int> Faults { get; } = new();

    /// <summary>What is answered to every request, until it is null again.</summary>
    public int? Always { get; set; }

    /// <summary>The keys by which it verifies; a message that none of them signed is not kept.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>How many messages none of the keys had signed.</summary>
    public int Unsigned { get; private set; }

    /// <summary>Where it listens.</summary>
    public string Url => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/events";

    /// <summary>The events that it has, each once, in the order of coming.</summary>
    public IReadOnlyList<JsonElement> Kept
    {
        get
        {
            lock (_keeping)
            {
                return [.. _kept.Select(k => k.Event)];
            }
        }
    }

    /// <summary>The ids of all requests, in the order of coming.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (_keeping)
            {
                return [.. _heard];
            }
        }
    }

    /// <summary>Begins to listen.</summary>
    public static async Task<Receiver> Open()
    {
        var receiver = new Receiver();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        receiver._server = builder.Build();
        receiver._server.Run(receiver.Take);
        await receiver._server.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Waits until it has so many events.</summary>
    public Task Has(int count) => Eventually.Holds(() => Task.FromResult(Kept.Count >= count));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        await _server.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var id = http.Request.Headers["webhook-id"].ToString();
        if (!IsSigned(id, http.Request.Headers["webhook-timestamp"].ToString(), http.Request.Headers["webhook-signature"].ToString(), body.ToArray()))
        {
            Unsigned++;
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (Hear(id) is { } fault and not -1)
        {
            if (fault == 0)
            {
                http.Abort();
            }

            http.Response.StatusCode = fault == 0 ? StatusCodes.Status500InternalServerError : fault;
            return;
        }

        if (Keep(id, JsonDocument.Parse(body.ToArray()).RootElement))
        {
            await _over.Task.WaitAsync(http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private int? Hear(string id)
    {
        lock (_keeping)
        {
            _heard.Add(id);
            return Faults.TryPeek(out var fault) && fault != -1 ? Faults.Dequeue() : fault == -1 ? -1 : Always;
        }
    }

    // True when the answer is to be kept back.
    private bool Keep(string id, JsonElement told)
    {
        lock (_keeping)
        {
            if (_kept.All(k => k.Id != id))
            {
                _kept.Add((id, told));
            }

            return Faults.TryPeek(out var fault) && fault == -1 && Faults.Dequeue() == -1;
        }
    }

    private bool IsSigned(string id, string timestamp, string signatures, byte[] body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return Secrets.Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(s["whsec_".Length..]), content)))
            .Intersect(signatures.Split(' ')).Any();
    }
}
