using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Silo.Hosting;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Cli.Drill;

/// <summary>The host, the person and the platforms of the drills.</summary>
internal sealed class Scene : IDisposable
{
    /// <summary>The platform that most drills are about.</summary>
    public const string Crm = "crm";

    /// <summary>The person's key at the platforms.</summary>
    public const string Number = "C-1001";

    private const string Customer = "/v1/customers/by-key/commerce/" + Number;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly PrincipalId Shop = new("nhi:commerce-sync");
    private static readonly PrincipalId Account = new("nhi:web-bff");

    private readonly ProductHost _host;
    private readonly GatewayClient _gateway;

    public Scene(ProductHost host, IAnsiConsole console, TimeProvider time)
    {
        (_host, Console) = (host, console);
        _gateway = new GatewayClient(new Uri(host.Url), Patience, time);
    }

    /// <summary>Where it is told.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time => _gateway.Time;

    /// <summary>The gateway.</summary>
    public GatewayClient Gateway => _gateway;

    /// <summary>The platforms, which things are done to.</summary>
    public PlatformSimulator Platforms => _host.Vendors ?? throw new InvalidOperationException("The drills need the simulated platforms.");

    /// <summary>The token of a person who has platforms looked at.</summary>
    public string Steward => _host.Issuer.PersonToken("rita", ["customer-data-stewards"], Now);

    /// <summary>What the platforms are believed to hold of the person.</summary>
    public async Task<Holdings> Holdings(CancellationToken ct) =>
        (await _gateway.Get(Customer + "/holdings", Token(Shop), ct)).Deserialize(ApiJson.Default.Holdings)!;

    /// <summary>Shows that.</summary>
    public async Task ShowHoldings(CancellationToken ct) => HoldingsPage.Show(Console, await Holdings(ct));

    /// <summary>The shop says something of the person; the version that it led to.</summary>
    public Task<JsonElement> Says(object fields, CancellationToken ct) =>
        Act("/assertions", JsonSerializer.SerializeToUtf8Bytes(new { observedAt = Now, fields }), Shop, null, ct);

    /// <summary>The person, signed in, takes a consent back; the receipt, asked for until the withdrawal is fenced.</summary>
    public async Task<JsonElement> Withdraws(string purpose, CancellationToken ct)
    {
        var id = (await _gateway.Get(Customer, Token(Shop), ct)).GetProperty("customer").GetString()!;
        var subject = CustomerId.TryParse(id, out var customer) ? _host.Issuer.SubjectToken(customer, Account, Now) : null;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { observedAt = Now, purpose, decision = "withdrawn" });
        var operation = Guid.NewGuid().ToString("N");
        while (true)
        {
            var receipt = await Act("/consents", body, Account, subject, ct, operation);
            if (receipt.GetProperty("fencedAt").ValueKind != JsonValueKind.Null)
            {
                return receipt;
            }

            await Task.Delay(Pause, Time, ct);
        }
    }

    /// <summary>Waits until the holdings say so; false when patience is over.</summary>
    public async Task<bool> Until(Func<Holdings, bool> holds, TimeSpan patience, CancellationToken ct)
    {
        for (var since = Time.GetTimestamp(); Time.GetElapsedTime(since) < patience;)
        {
            if (holds(await Holdings(ct)))
            {
                return true;
            }

            await Task.Delay(Pause, Time, ct);
        }

        return false;
    }

    /// <summary>Says one line.</summary>
    public void Tell(string line) => Console.WriteLine(Page.Plain(line));

    /// <summary>Says how a drill ended.</summary>
    public bool End(bool well, string line)
    {
        Console.MarkupLine($"{Page.Mark(well ? "as it should" : "NOT as it should", well ? "green" : "red")}: {Page.Mark(line)}");
        return well;
    }

    /// <inheritdoc/>
    public void Dispose() => _gateway.Dispose();

    private DateTimeOffset Now => Time.GetUtcNow();

    private string Token(PrincipalId principal) => _host.Issuer.ServiceToken(principal, Now);

    private async Task<JsonElement> Act(
        string path, byte[] body, PrincipalId principal, string? subject, CancellationToken ct, string? operation = null)
    {
        var reply = await _gateway.Send(
            new ApiRequest(HttpMethod.Post, Customer + path, Token(principal))
            {
                Body = body, SubjectToken = subject, IdempotencyKey = operation ?? Guid.NewGuid().ToString("N"),
            },
            ct);
        return reply.Problem is { } problem ? throw new GatewayException($"{problem.Slug}: {problem.Title}") : reply.Body;
    }
}
