using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>Whoever subscribed is told of everything, in order per customer, under one id however often, never a value; whatever fails in between.</summary>
public sealed class When_events_are_told
{
    private const string Local = "--Events:Receivers:AllowLoopbackHttp=true";
    private const string Canary = "Kanarienvogel";

    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_receiver_hears_what_it_asked_for_signed_and_without_a_value()
    {
        await using var receiver = await Receiver.Open();
        await using var shop = await Shop.Open(settings: Local);
        await Subscribe(shop, receiver, "field.changed", "consent.withdrawn");
        var ana = await shop.Create("crm", "C-1");
        await shop.Assertion("crm", ana, new { given_name = Canary });
        await shop.Post("crm", ana + "/consents", new { observedAt = shop.Now(), purpose = "personalisation", decision = "withdrawn" });

        await receiver.Has(2);

        Assert.Equal(["field.changed", "consent.withdrawn"], receiver.Kept.Select(k => Text(k, "type")));
        Assert.All(receiver.Kept, k => Assert.Equal(ana.Split('/')[^1], Text(k, "subject")));
        Assert.All(receiver.Kept, k => Assert.DoesNotContain(Canary, k.GetRawText(), StringComparison.Ordinal));
        Assert.Equal(receiver.Heard, receiver.Kept.Select(k => Text(k, "id")));
        Assert.Equal(0, receiver.Unsigned);
    }

    [Fact]
    public async Task A_receiver_that_fails_in_every_way_hears_everything_in_order_in_the_end()
    {
        await using var receiver = await Receiver.Open();
        await using var shop = await Shop.Open(settings: Local);
        foreach (var fault in new[] { 500, 0, 302, 404, 429, 0 })
        {
            receiver.Faults.Enqueue(fault);
        }

        await Subscribe(shop, receiver);
        var customers = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => shop.Create("crm", $"C-{i}")));
        foreach (var name in new[] { "Ana", "Anna", "Anne" })
        {
            await Task.WhenAll(customers.Select(c => shop.Assertion("crm", c, new { given_name = name })));
        }

        await receiver.Has(4 * 5);

        Assert.All(receiver.Kept.GroupBy(k => Text(k, "subject")), told =>
        {
            Assert.Equal(["customer.created", "customer.key_attached", "field.changed", "field.changed", "field.changed"], told.Select(k => Text(k, "type")));
            Assert.Equal(told.Select(k => Text(k, "sequence")).Order(StringComparer.Ordinal), told.Select(k => Text(k, "sequence")));
        });
        Assert.Equal(4 * 5, receiver.Kept.Select(k => Text(k, "id")).Distinct().Count());
    }

    [Fact]
    public async Task A_process_that_ends_before_it_hears_the_answer_tells_the_same_again_and_goes_on()
    {
        await using var receiver = await Receiver.Open();
        await using var shop = await Shop.Open(settings: Local);
        await Subscribe(shop, receiver);
        receiver.Faults.Enqueue(-1);
        await shop.Create("crm", "C-1");
        await receiver.Has(1);
        await shop.Restart();
        var ben = await shop.Create("crm", "C-2");

        await receiver.Has(4);

        Assert.Equal(receiver.Heard[0], receiver.Heard[1]);
        Assert.Equal(4, receiver.Kept.Count);
        Assert.Equal(ben.Split('/')[^1], Text(receiver.Kept[3], "subject"));
    }

    [Fact]
    public async Task A_sick_receiver_is_alone_and_one_that_is_gone_is_told_nothing_more()
    {
        await using var sick = await Receiver.Open();
        await using var gone = await Receiver.Open();
        await using var well = await Receiver.Open();
        (sick.Always, gone.Always) = (503, 410);
        await using var shop = await Shop.Open(settings: Local);
        var (ofSick, ofGone) = (await Subscribe(shop, sick), await Subscribe(shop, gone));
        await Subscribe(shop, well);
        await shop.Create("crm", "C-1");
        await well.Has(2);
        await shop.Create("crm", "C-2");
        await well.Has(4);
        await Eventually.Holds(async () => Text(await Read(shop, ofGone), "state") == "disabled");
        await Eventually.Holds(async () => (await Read(shop, ofSick)).GetProperty("failures").GetInt32() > 1);

        Assert.Equal("http_410", Text(await Read(shop, ofGone), "why"));
        Assert.Single(gone.Heard);
        Assert.Equal(("active", "http_503"), (Text(await Read(shop, ofSick), "state"), Text(await Read(shop, ofSick), "why")));
        sick.Always = null;
        await sick.Has(4);
    }

    [Fact]
    public async Task Both_secrets_sign_while_one_takes_the_other_s_place_and_then_the_fresh_one_alone()
    {
        await using var receiver = await Receiver.Open();
        await using var shop = await Shop.Open(settings: Local);
        var id = await Subscribe(shop, receiver);
        var rotated = await shop.PostAs("ana", "customer-data-stewards", $"/v1/subscriptions/{id}/secrets", JsonContent.Create(new { }));
        await shop.Create("crm", "C-1");
        await receiver.Has(2);
        receiver.Secrets[0] = Text(rotated.Body, "secret");
        await shop.Create("crm", "C-2");
        await receiver.Has(4);

        Assert.Equal(0, receiver.Unsigned);
    }

    [Fact]
    public async Task Whoever_was_away_for_longer_than_events_are_kept_is_told_that_he_missed_some()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("crm", "C-1");
        var begun = await Position(shop);
        await shop.Assertion("crm", ana, new { given_name = "Ana" });
        using (var held = await Ask(shop, begun))
        {
            Assert.Equal(HttpStatusCode.OK, held.StatusCode);
        }

        shop.Pass(TimeSpan.FromHours(25));

        await Eventually.Holds(async () =>
        {
            await shop.Assertion("crm", ana, new { given_name = Guid.NewGuid().ToString("N") });
            using var asked = await Ask(shop, begun);
            return asked.StatusCode == HttpStatusCode.Gone;
        });
    }

    private static async Task<string> Position(Shop shop)
    {
        using var opened = await Ask(shop, null);
        using var lines = new StreamReader(await opened.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        string? line;
        do
        {
            line = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line?.StartsWith("id: ", StringComparison.Ordinal) == false);

        return line!["id: ".Length..];
    }

    private static async Task<HttpResponseMessage> Ask(Shop shop, string? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{shop.Product.Url}/v1/events" + (after is null ? "" : "?after=" + after));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", shop.Product.Issuer.ServiceToken(Sources.PrincipalOf("crm"), shop.Time.GetUtcNow()));
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static async Task<string> Subscribe(Shop shop, Receiver receiver, params string[] types)
    {
        var made = await shop.PostAs("ana", "customer-data-stewards", "/v1/subscriptions", JsonContent.Create(new { url = receiver.Url, types }));
        Assert.Equal(HttpStatusCode.Created, made.Status);
        receiver.Secrets.Add(Text(made.Body, "secret"));
        return Text(made.Body.GetProperty("subscription"), "id");
    }

    private static async Task<JsonElement> Read(Shop shop, string id) => (await shop.GetAs("ana", "customer-data-stewards", "/v1/subscriptions/" + id)).Body;

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;
}
