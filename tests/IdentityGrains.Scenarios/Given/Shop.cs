using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace IdentityGrains.Scenarios.Given;

/// <summary>The product as its users meet it: one process over a store of its own, spoken to over HTTP, with a simulated platform behind it.</summary>
public sealed class Shop : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-shop-");
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);

    // Without activities of its own: what is traced in this process is the product's doing.
    private readonly HttpClient _http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Action<ILoggingBuilder>? _logging;

    private readonly bool _vendors;

    private readonly string[] _settings;

    private Shop(Action<ILoggingBuilder>? logging, bool vendors, string[] settings) => (_logging, _vendors, _settings) = (logging, vendors, settings);

    /// <summary>The running product.</summary>
    public ProductHost Product { get; private set; } = null!;

    /// <summary>The customers' inboxes; a restart empties them.</summary>
    public Inboxes Inbox { get; private set; } = null!;

    /// <summary>The time that the store lives in: the machine's, shifted at will.</summary>
    public ShiftedTime Time { get; } = new();

    /// <summary>The policy file, which is put in force at the first start.</summary>
    public string PolicyFile => Path.Combine(_folder.FullName, "policy.yaml");

    /// <summary>Where the store lies.</summary>
    public string DataFolder => Path.Combine(_folder.FullName, "data");

    /// <summary>Opens a fresh shop under the sample's policy, as it is or changed.</summary>
    public static async Task<Shop> Open(
        Action<ILoggingBuilder>? logging = null, Func<string, string>? policy = null, bool vendors = false, params string[] settings)
    {
        var shop = new Shop(logging, vendors, settings);
        var document = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"));
        await File.WriteAllTextAsync(shop.PolicyFile, policy is null ? document : policy(document));
        await shop.Start();
        return shop;
    }

    /// <summary>Stops the process's work in good order and starts again over the same store.</summary>
    public async Task Restart()
    {
        await Stop();
        await Start();
    }

    /// <summary>Stops the process's work in good order.</summary>
    public ValueTask Stop() => Product.DisposeAsync();

    /// <summary>Starts over the same store.</summary>
    public async Task Start()
    {
        _tokens.Clear();
        Product = await ProductHost.StartAsync(
            new ProductOptions
            {
                DataFolder = DataFolder, PolicyFile = PolicyFile, HttpPort = 0, Simulators = true, DevelopmentIssuer = true, Time = Time,
                SimulatedVendors = _vendors, ConfigureLogging = _logging,
            },
            _settings, TestContext.Current.CancellationToken);
        Inbox = new Inboxes(Product.Simulator!.Inbox!);
    }

    /// <summary>Lets time pass. The tokens of before are over then.</summary>
    public void Pass(TimeSpan time)
    {
        Time.Advance(time);
        _tokens.Clear();
    }

    /// <summary>Asks as a source, with its own credential.</summary>
    public Task<Told> Post(string source, string path, object body, string? operation = null, string? signedIn = null) =>
        Send(HttpMethod.Post, source, path, JsonContent.Create(body), operation ?? Guid.NewGuid().ToString("N"), signedIn);

    /// <summary>Asks as a source whether fields of a customer may be used.</summary>
    public Task<Told> Decide(string source, string customer, string purpose, params string[] fields) => Send(
        HttpMethod.Post, source, "/v1/decide", JsonContent.Create(new { customer = customer.Split('/')[^1], purpose, fields }), null, null);

    /// <summary>Asks as a source, with a body that need not be JSON.</summary>
    public Task<Told> PostText(string source, string path, string body) => Send(
        HttpMethod.Post, source, path, new StringContent(body, Encoding.UTF8, "application/json"), Guid.NewGuid().ToString("N"), null);

    /// <summary>Asks as a person of the organisation who holds a role.</summary>
    public async Task<Told> PostAs(string person, string role, string path, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Product.Url + path) { Content = body };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        return await Send(request, Product.Issuer.PersonToken(person, [role], Time.GetUtcNow()));
    }

    /// <summary>Reads as a person of the organisation who holds a role.</summary>
    public async Task<Told> GetAs(string person, string role, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Product.Url + path);
        return await Send(request, Product.Issuer.PersonToken(person, [role], Time.GetUtcNow()));
    }

    /// <summary>Reads as a source.</summary>
    public Task<Told> Get(string source, string path) => Send(HttpMethod.Get, source, path, null, null, null);

    /// <summary>Creates a customer by a native key and returns the path of everything about him.</summary>
    public async Task<string> Create(string source, string key)
    {
        var told = await Post(source, "/v1/customers", new { observedAt = Now(), key = new { source, key } });
        Assert.Equal(HttpStatusCode.Created, told.Status);
        return "/v1/customers/" + told.Body.GetProperty("customer").GetString();
    }

    /// <summary>Asserts fields, observed now.</summary>
    public Task<Told> Assertion(string source, string customer, object fields, string? signedIn = null) =>
        Post(source, customer + "/assertions", new { observedAt = Now(), fields }, signedIn: signedIn);

    /// <summary>Waits until the platform's record of a customer number says so; null waits until it says nothing.</summary>
    public Task Holds(string number, string path, string? value) => Eventually.Holds(() => Task.FromResult(
        Product.Simulator!.Find("commerce", number) is { } held
        && (held.Fields.TryGetValue(path, out var told) ? told.GetString() : null) == value));

    /// <summary>The store's time as the API writes it.</summary>
    public string Now() => Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<Told> Send(HttpMethod method, string source, string path, HttpContent? body, string? operation, string? signedIn)
    {
        var principal = Sources.PrincipalOf(source);
        var token = _tokens.GetOrAdd(source, _ => Product.Issuer.ServiceToken(principal, Time.GetUtcNow()));
        using var request = new HttpRequestMessage(method, Product.Url + path) { Content = body };
        if (operation is not null)
        {
            request.Headers.Add("Idempotency-Key", operation);
        }

        if (signedIn is not null && CustomerId.TryParse(signedIn.Split('/')[^1], out var customer))
        {
            request.Headers.Add("Subject-Token", Product.Issuer.SubjectToken(customer, principal, Time.GetUtcNow()));
        }

        return await Send(request, token);
    }

    private async Task<Told> Send(HttpRequestMessage request, string token)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new Told(
            response.StatusCode, bytes.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(bytes),
            response.Headers.TryGetValues("Idempotent-Replay", out _), Encoding.UTF8.GetString(bytes));
    }
}

/// <summary>What a caller is told.</summary>
public sealed record Told(HttpStatusCode Status, JsonElement Body, bool Replayed, string Text)
{
    /// <summary>True when it is in the record, whether or not a request that it forbids may still be on its way.</summary>
    public bool IsRecorded => Status is HttpStatusCode.OK or HttpStatusCode.Accepted;

    /// <summary>The receipt's version.</summary>
    public long Version => Body.GetProperty("version").GetInt64();

    /// <summary>The problem's slug.</summary>
    public string Problem => Body.GetProperty("type").GetString()!.Split(':')[^1];

    /// <summary>What became of an asserted field.</summary>
    public string OutcomeOf(string field) =>
        Body.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("field").GetString() == field).GetProperty("outcome").GetString()!;

    /// <summary>A field of a customer that was read.</summary>
    public JsonElement Field(string field) =>
        Body.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("field").GetString() == field);

    /// <summary>A platform of holdings that were read.</summary>
    public JsonElement Platform(string platform) =>
        Body.GetProperty("platforms").EnumerateArray().Single(p => p.GetProperty("platform").GetString() == platform);
}
