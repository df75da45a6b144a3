using System.Collections.Concurrent;
using IdentityGrains.Client.Asking;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;
using IdentityGrains.Client.Hosting;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IdentityGrains.Torture.Load;

/// <summary>
/// A front-end: a part of the load that goes through the client package, as it ships, with its own tries and pauses. It finds the silos in the cluster's
/// table. Its acts are in the log beside all others, and the checkers look at them alike.
/// </summary>
internal sealed class ThroughTheClient : IAsyncDisposable
{
    private const string Source = "commerce";
    private const int Rate = 20;
    private const int Customers = 20;

    // Behind those of the open loop.
    private static int _lastNumber = 1_000_000;

    private readonly IHost _host;
    private readonly Recorder _recorder;
    private readonly string _principal;
    private readonly int _door;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly List<ICustomerHandle> _customers = [];
    private readonly List<int> _numbers = [];
    private readonly ConcurrentBag<string> _failures = [];
    private readonly UnderWay _underWay = new();
    private int _number;

    private ThroughTheClient(IHost host, Recorder recorder, string principal, int door) =>
        (_host, _recorder, _principal, _door) = (host, recorder, principal, door);

    /// <summary>Calls that began.</summary>
    public int Calls => Volatile.Read(ref _number);

    /// <summary>Those that did not succeed in the end, each by what became of it.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Connects, and begins its customers.</summary>
    public static async Task<ThroughTheClient> Connect(ProductUnderTest product, Recorder recorder, CancellationToken ct)
    {
        var principal = new PrincipalId("nhi:commerce-sync");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddIdentityGrainsClient(o =>
        {
            (o.ClusterId, o.Clustering) = (ProductUnderTest.ClusterId, product.Store.Settings[ServerStore.ClusterSetting]);
            o.Tls = product.Certificates?.OfFrontEnds;
            o.Credential = _ => Task.FromResult(ServiceToken.OfJwt(product.Issuer.ServiceToken(principal, TimeProvider.System.GetUtcNow())));
        });
        var host = builder.Build();
        await host.StartAsync(ct);
        var client = new ThroughTheClient(host, recorder, principal.Value, product.Hosts.Count);
        await client.Begin(ct);
        return client;
    }

    /// <summary>Begins calls at a fixed rate until it is over, and waits for the last one's end.</summary>
    public async Task Run(CancellationToken over)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Rate));
        while (!over.IsCancellationRequested)
        {
            await tick.WaitForNextTickAsync(CancellationToken.None);
            _underWay.Follow(Assert);
        }

        while (_underWay.Count > 0)
        {
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }

        if (_underWay.Fault is { } fault)
        {
            _failures.Add(fault.GetType().Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task Begin(CancellationToken ct)
    {
        var front = _host.Services.GetRequiredService<IIdentityGrains>();
        for (var i = 0; i < Customers; i++)
        {
            var key = NativeKey.TryParse(new SourceName(Source), $"C-{_run}-{i}", out var parsed) ? parsed : throw new InvalidDataException("No native key.");
            var number = Interlocked.Increment(ref _lastNumber);
            var command = new CreateCustomer(Operation($"create-{i}"), default, TimeProvider.System.GetUtcNow(), key);
            var asked = Recorder.Now;
            if (await front.Create(command, ct) is not Reply.Done { Receipt: var receipt })
            {
                throw new InvalidOperationException("The client could not begin a customer in calm.");
            }

            _recorder.Named(number, receipt.Customer.ToString());
            _recorder.Invoked(asked, command.Operation.Value, 0, ActKind.Create, number, _principal, _door);
            _recorder.Returned(Recorder.Now, command.Operation.Value, 0, Ending.Done, 0, SeenIn(receipt));
            _numbers.Add(number);
            _customers.Add(front.Customer(receipt.Customer));
        }
    }

    private async Task Assert()
    {
        var call = Interlocked.Increment(ref _number);
        var (operation, which) = (Operation(call.ToString(CultureInfo.InvariantCulture)), call % Customers);
        _recorder.Invoked(Recorder.Now, operation.Value, 0, ActKind.Update, _numbers[which], _principal, _door);
        var reply = await _customers[which].Assert(
            operation, TimeProvider.System.GetUtcNow(), [new AssertedField(new FieldName("given_name"), new FieldValue.Text(Name(call)))]);
        var (ending, seen) = reply switch
        {
            Reply.Done done => (done.Replayed ? Ending.Replayed : Ending.Done, SeenIn(done.Receipt)),
            Reply.Unknown { MayHaveTakenEffect: true } => (Ending.Unknown, null),
            Reply.Unknown => (Ending.TurnedAway, null),
            _ => (Ending.Refused, (Seen?)null),
        };
        _recorder.Returned(Recorder.Now, operation.Value, 0, ending, 0, seen);
        if (reply is not Reply.Done)
        {
            _failures.Add(reply is Reply.Unknown { LastFailure: { } why } ? $"unknown, {why.GetType().Name}" : reply.GetType().Name);
        }
    }

    private OperationId Operation(string name) => OperationId.FromTrusted($"c-{_run}-{name}");

    private static Seen SeenIn(Receipt receipt) => new(receipt.Version, Convert.ToHexStringLower(receipt.EntryHash.AsSpan()));

    // A number in letters: no two calls say the same.
    private static string Name(int number) =>
        "A" + string.Concat(number.ToString("00000000", CultureInfo.InvariantCulture).Select(d => (char)('a' + (d - '0'))));
}
