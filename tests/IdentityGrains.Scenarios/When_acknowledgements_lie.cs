using System.Text.Json;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>Who calls back without the platform's key, twice, late, or for what was never sent, changes nothing that was not so already.</summary>
public sealed class When_acknowledgements_lie(When_acknowledgements_lie.SilentPlatform platform) : IClassFixture<When_acknowledgements_lie.SilentPlatform>
{
    private const string Commerce = "commerce";

    private static readonly Dictionary<string, (Func<Told, BadAck> Ack, int Status, string? Problem)> Table = new(StringComparer.Ordinal)
    {
        ["AK1 no signature"] = (t => t.Good with { Key = null }, 401, "invalid-signature"),
        ["AK1 another platform's key"] = (t => t.Good with { Key = [.. t.Good.Key!.Reverse()] }, 401, "invalid-signature"),
        ["AK1 over another body"] = (t => t.Good with { Instead = BadAck.Saying(t.Id, "1") }, 401, "invalid-signature"),
        ["AK1 of an hour ago"] = (t => t.Good with { At = t.Good.At.AddHours(-1) }, 401, "invalid-signature"),
        ["AK1 of tomorrow"] = (t => t.Good with { At = t.Good.At.AddDays(1) }, 401, "invalid-signature"),
        ["AK4 an unknown delivery"] = (t => t.Good with { Delivery = "dlv_" + new string('0', 32) }, 404, "delivery-not-found"),
        ["AK4 no delivery at all"] = (t => t.Good with { Delivery = "%27%20OR%201=1" }, 404, "delivery-not-found"),
        ["AK4 another delivery than it says"] = (
            t => t.Good with { Body = BadAck.Saying("dlv_" + new string('1', 32), t.Version.ToString()) }, 422, "ack-invalid"),
        ["AK5 an older version"] = (t => t.Good with { Body = BadAck.Saying(t.Id, (t.Version - 1).ToString()) }, 409, "ack-out-of-order"),
        ["AK7 a newer version"] = (t => t.Good with { Body = BadAck.Saying(t.Id, (t.Version + 1).ToString()) }, 422, "ack-invalid"),
        ["AK7 a negative version"] = (t => t.Good with { Body = BadAck.Saying(t.Id, "-1") }, 422, "ack-invalid"),
        ["AK7 no version that there can be"] = (t => t.Good with { Body = BadAck.Saying(t.Id, "9223372036854775808") }, 422, "ack-invalid"),
        ["AK7 no version"] = (t => t.Good with { Body = BadAck.Saying(t.Id, "null") }, 422, "ack-invalid"),
        ["AK7 not JSON"] = (t => t.Good with { Body = "applied" }, 422, "ack-invalid"),
        ["AK7 more than is asked"] = (t => t.Good with { Body = BadAck.Saying(t.Id, t.Version + ",\"level\":\"confirmed\"") }, 422, "ack-invalid"),
        ["AK12 the same JSON in other bytes"] = (
            t => t.Good with { Instead = t.Good.Body.Replace(":", ": ", StringComparison.Ordinal) }, 401, "invalid-signature"),
    };

    public static TheoryData<string> Rows => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task It_is_refused_and_what_is_known_stays_as_it_was(string row)
    {
        var told = await platform.Tell();
        var (ack, status, problem) = Table[row];

        var answer = await platform.Call(ack(told));

        Assert.Equal((status, problem), (answer.Status, answer.Problem));
        Assert.Equal("accepted", await platform.State(told.Customer));
        Assert.Equal(200, (await platform.Call(told.Good)).Status);
        Assert.Equal("confirmed", await platform.State(told.Customer));
    }

    [Fact]
    public async Task The_same_call_again_is_known_and_acknowledges_nothing_twice()
    {
        var told = await platform.Tell();

        Assert.Equal("recorded", (await platform.Call(told.Good)).State);
        Assert.Equal("repeated", (await platform.Call(told.Good)).State);
        Assert.Equal("repeated", (await platform.Call(told.Good with { Id = "msg_again" })).State);
    }

    [Fact]
    public async Task What_is_acknowledged_late_is_out_of_order_and_nothing_is_sent_for_it()
    {
        var told = await platform.Tell();
        var later = await platform.Tell(told.Customer);
        var requests = platform.Shop.Product.Simulator!.SummaryOf(Commerce).Requests;

        Assert.Equal((409, "ack-out-of-order"), Refused(await platform.Call(told.Good)));
        Assert.Equal("recorded", (await platform.Call(later.Good)).State);
        Assert.Equal(requests, platform.Shop.Product.Simulator.SummaryOf(Commerce).Requests);
    }

    private static (int, string?) Refused((int Status, string? Problem, string? State) answer) => (answer.Status, answer.Problem);

    /// <summary>A delivery that the platform has and says nothing about.</summary>
    /// <param name="Customer">About whom, as the address of everything about him.</param>
    /// <param name="Id">The delivery's id.</param>
    /// <param name="Version">The version that it brought.</param>
    /// <param name="Good">The callback that acknowledges it.</param>
    public sealed record Told(string Customer, string Id, long Version, BadAck Good);

    /// <summary>A shop whose platform takes everything and never calls back by itself.</summary>
    public sealed class SilentPlatform : IAsyncLifetime
    {
        private readonly HttpClient _http = new();
        private int _people;

        internal Shop Shop { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Shop = await Shop.Open();
            Shop.Product.Simulator!.Inject(Commerce, new Fault(FaultKind.AckLost));
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await Shop.DisposeAsync();
        }

        /// <summary>Tells the platform of somebody, a new one unless he is named.</summary>
        internal async Task<Told> Tell(string? customer = null)
        {
            var before = Shop.Product.Simulator!.Requests(Commerce) is { Count: > 0 } log ? log[^1].Number : 0;
            if (customer is null)
            {
                var number = Interlocked.Increment(ref _people);
                customer = await Shop.Create(Commerce, $"C-{number}");
                await Shop.Assertion(Commerce, customer, new { customer_number = $"N-{number}", given_name = "Ana", residence_region = "EU" });
            }
            else
            {
                await Shop.Assertion(Commerce, customer, new { given_name = "Bea" });
            }

            await Eventually.Holds(async () => Shop.Product.Simulator.Requests(Commerce, before).Count > 0 && await State(customer) == "accepted");
            var sent = Shop.Product.Simulator.Requests(Commerce, before)[^1];
            return new Told(customer, sent.Id!, sent.Version!.Value, BadAck.Good(sent.Id!, sent.Version.Value, Shop.Time.GetUtcNow(), Key()));
        }

        internal async Task<(int Status, string? Problem, string? State)> Call(BadAck ack)
        {
            using var request = ack.Request(Shop.Product.Url);
            using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            string? Text(string name) => body.RootElement.TryGetProperty(name, out var text) ? text.GetString() : null;
            return ((int)answer.StatusCode, Text("type")?.Split(':')[^1], Text("state"));
        }

        internal async Task<string?> State(string customer) => (await Shop.Get(Commerce, customer + "/holdings")).Body.GetProperty("platforms").EnumerateArray()
            .Single(p => p.GetProperty("platform").GetString() == Commerce).GetProperty("delivery").GetString();

        private byte[] Key()
        {
            var secret = File.ReadAllText(Path.Combine(Shop.DataFolder, "keys", "webhook-commerce.secret")).Trim();
            return Convert.FromBase64String(secret["whsec_".Length..]);
        }
    }
}
