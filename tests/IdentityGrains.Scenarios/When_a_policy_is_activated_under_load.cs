using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Records;
using IdentityGrains.Storage.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityGrains.Scenarios;

/// <summary>After an activation is acknowledged nothing is recorded and nothing is sent under an older policy, whatever is under way when it comes.</summary>
public sealed class When_a_policy_is_activated_under_load
{
    private const int Customers = 12;
    private const int Writers = 4;
    private const int Activations = 7;
    private const int Seed = 20260715;

    private readonly List<Acknowledged> _acknowledged = [];
    private readonly List<LoggedRequest> _requests = [];

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_entry_and_no_send_follows_an_older_one()
    {
        await using var shop = await Shop.Open();
        var simulator = shop.Product.Simulator!;
        simulator.Inject("commerce", new Fault(FaultKind.ErrorBeforeApply) { Rate = 0.05 });
        simulator.Inject("commerce", new Fault(FaultKind.Latency) { DelayMs = 1, MaxDelayMs = 40 });
        var customers = await Task.WhenAll(Enumerable.Range(0, Customers).Select(i => Begin(shop, i)));
        await Eventually.Holds(() => Task.FromResult(Heard(shop).Count > 0));

        using var over = CancellationTokenSource.CreateLinkedTokenSource(Patience);
        var writers = Enumerable.Range(0, Writers).Select(w => Write(shop, customers, new Random(Seed + w), over.Token)).ToArray();
        for (var i = 1; i <= Activations; i++)
        {
            await Activate(shop, i);
        }

        await over.CancelAsync();
        var written = (await Task.WhenAll(writers)).Sum();
        await new PolicyBoard(shop).Swept();
        await EverythingUnpermittedIsGone(shop);

        Assert.True(written >= Activations);
        await EntriesFollow(shop, customers);
        await SendsFollow(shop, customers);
        RequestsFollow(shop);
        Assert.Equal((0L, 0L), (simulator.SummaryOf("commerce").OrderViolations, simulator.SummaryOf("commerce").IdReuseViolations));
    }

    // Stricter first and last: what is looser between is taken back.
    private async Task Activate(Shop shop, int number)
    {
        var version = $"2026.09.{number:00}";
        var told = await new PolicyBoard(shop).Activate(p => number % 2 == 1 ? Bars.Stricter(p, version) : Bars.Looser(p, version));
        _acknowledged.Add(new Acknowledged(shop.Time.GetUtcNow(), told.Body.GetProperty("epoch").GetInt64()));
        Assert.Equal(number + 1, _acknowledged[^1].Epoch);

        // On with the next when this one was heard of at the platform, so that none passes unnoticed.
        await Eventually.Holds(() => Task.FromResult(Heard(shop).Any(r => EpochOf(r.Policy) == number + 1)));
    }

    private List<LoggedRequest> Heard(Shop shop)
    {
        while (shop.Product.Simulator!.Requests("commerce", _requests.Count) is { Count: > 0 } page)
        {
            _requests.AddRange(page);
        }

        return _requests;
    }

    private async Task EntriesFollow(Shop shop, string[] customers)
    {
        foreach (var customer in customers)
        {
            for (var from = 1L; ;)
            {
                var entries = (await shop.Get("commerce", $"{customer}/journal?from={from}&limit=500")).Body.GetProperty("entries").EnumerateArray().ToArray();
                Assert.All(entries, e =>
                {
                    var epoch = e.GetProperty("epoch").GetInt64();
                    Follows(e.GetProperty("recordedAt").GetDateTimeOffset(), epoch);
                    Assert.Equal(epoch, EpochOf(e.GetProperty("policy").GetString()));
                });
                if (entries.Length < 500)
                {
                    break;
                }

                from += entries.Length;
            }
        }
    }

    private async Task SendsFollow(Shop shop, string[] customers)
    {
        var deliveries = shop.Product.Services.GetRequiredService<IDeliveries>();
        var epochs = new HashSet<long>();
        foreach (var customer in customers)
        {
            Assert.True(Domain.Customers.CustomerId.TryParse(customer.Split('/')[^1], out var id));
            foreach (var entry in (await deliveries.Log(id, new PlatformName("commerce"), 1, int.MaxValue, Patience)).Select(DisclosureLog.Read))
            {
                if (entry.Event is DisclosureEvent.AttemptStarted started)
                {
                    Follows(started.At, EpochOf(started.Policy));
                    epochs.Add(EpochOf(started.Policy));
                }
            }
        }

        Assert.Equal(Activations + 1, epochs.Count);
    }

    private void RequestsFollow(Shop shop) => Assert.All(Heard(shop), r => Follows(r.At, EpochOf(r.Policy)));

    private void Follows(DateTimeOffset at, long epoch) =>
        Assert.All(_acknowledged.Where(a => at > a.At), a => Assert.True(epoch >= a.Epoch, $"under epoch {epoch}, after {a.Epoch} was acknowledged"));

    private static async Task EverythingUnpermittedIsGone(Shop shop)
    {
        for (var i = 0; i < Customers; i++)
        {
            await shop.Holds($"N-{i}", "name.family", null);
            await shop.Holds($"N-{i}", "valueBand", null);
        }
    }

    private static async Task<string> Begin(Shop shop, int number)
    {
        var customer = await shop.Create("commerce", $"C-{number}");
        await shop.Assertion("commerce", customer, new { customer_number = $"N-{number}", given_name = "Ana", family_name = "Silva" });
        await shop.Assertion("cdp", customer, new { value_band = "high" });
        return customer;
    }

    private static async Task<int> Write(Shop shop, string[] customers, Random chance, CancellationToken over)
    {
        var written = 0;
        while (!over.IsCancellationRequested)
        {
            var customer = customers[chance.Next(customers.Length)];
            var told = chance.Next(3) == 0
                ? await shop.Assertion("cdp", customer, new { value_band = chance.Next(2) == 0 ? "low" : "high" })
                : await shop.Assertion("commerce", customer, new { given_name = "Ana" + (char)('a' + chance.Next(26)), family_name = "Silva" });
            Assert.Equal(HttpStatusCode.OK, told.Status);
            written++;
        }

        return written;
    }

    // The document at the start is the first epoch's, and each version after it names its own.
    private static long EpochOf(string? policy) =>
        policy!.Contains("@2026.09.", StringComparison.Ordinal) ? long.Parse(policy[^2..], System.Globalization.CultureInfo.InvariantCulture) + 1 : 1;

    private sealed record Acknowledged(DateTimeOffset At, long Epoch);
}
