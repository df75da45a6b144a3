using System.Net;
using System.Text;
using System.Text.Json;
using IdentityGrains.Connectors.Tests.Given;

namespace IdentityGrains.Connectors.Tests.Simulators;

public sealed class InspectionTests : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Records_and_requests_and_counts_can_be_looked_at()
    {
        await using var shop = await SimulatedShop.Open();
        await shop.Send(Deliveries.Of(1, "C-1"));
        await shop.Send(Deliveries.Of(2, "C-2"));

        var record = await Get(shop, "/_sim/commerce/records/C-1");
        Assert.Equal(("C-1", 1, "n1@x.test"), (
            record.GetProperty("key").GetString(), record.GetProperty("version").GetInt64(), record.GetProperty("fields").GetProperty("email").GetString()));
        var page = await Get(shop, "/_sim/commerce/records?after=C-1&limit=1");
        Assert.Equal("C-2", Assert.Single(page.EnumerateArray()).GetProperty("key").GetString());
        var requests = await Get(shop, "/_sim/commerce/requests?after=1");
        var request = Assert.Single(requests.EnumerateArray());
        Assert.Equal(("applied", 200, "C-2"), (
            request.GetProperty("verdict").GetString(), request.GetProperty("status").GetInt32(), request.GetProperty("key").GetString()));
        Assert.Contains("n2@x.test", request.GetProperty("body").GetString(), StringComparison.Ordinal);
        var summary = await Get(shop, "/_sim/summary");
        Assert.Equal(2, summary.GetProperty("total").GetProperty("applied").GetInt64());
        Assert.Equal(2, summary.GetProperty("platforms").GetProperty("commerce").GetProperty("requests").GetInt64());
    }

    [Fact]
    public async Task Faults_are_posted_and_deleted()
    {
        await using var shop = await SimulatedShop.Open();
        Assert.Equal(HttpStatusCode.NoContent, await Post(shop, "/_sim/commerce/faults", """{"kind":"retry_after","retryAfter":"120","times":5}"""));
        Assert.Equal(new SendResult.Retry("http_429", TimeSpan.FromMinutes(2)), await shop.Send(Deliveries.Of(1)));
        using var answer = await _http.DeleteAsync(new Uri(shop.Simulator.Url + "/_sim/commerce/faults"), Ct);
        Assert.IsType<SendResult.Acknowledged>(await shop.Send(Deliveries.Of(1)));
    }

    [Theory]
    [InlineData("""{"kind":"earthquake"}""")]
    [InlineData("""{"kind":5}""")]
    [InlineData("""{"rate":1}""")]
    [InlineData("""{"kind":"status"}""")]
    [InlineData("""{"kind":"status","status":99}""")]
    [InlineData("""{"kind":"latency","delayMs":5,"maxDelayMs":4}""")]
    [InlineData("""{"kind":"ack_lost","rate":1.5}""")]
    [InlineData("""{"kind":"ack_lost","rat":1}""")]
    [InlineData("""{"kind":"retry_after","retryAfter":"1\r\nx: y"}""")]
    [InlineData("not json")]
    public async Task A_fault_that_is_none_is_refused(string body)
    {
        await using var shop = await SimulatedShop.Open();

        Assert.Equal(HttpStatusCode.BadRequest, await Post(shop, "/_sim/commerce/faults", body));
    }

    [Fact]
    public async Task A_human_edits_a_record_past_the_product()
    {
        await using var shop = await SimulatedShop.Open();
        await shop.Send(Deliveries.Of(1));
        Assert.Equal(HttpStatusCode.NoContent, await Post(shop, "/_sim/commerce/edit", """{"key":"C-1001","fields":{"email":"by-hand@x.test"}}"""));
        Assert.Equal(HttpStatusCode.NotFound, await Post(shop, "/_sim/commerce/edit", """{"key":"C-9","fields":{}}"""));

        var record = shop.Simulator.Find("commerce", "C-1001")!;
        Assert.Equal(("by-hand@x.test", 1), (record.Fields["email"].GetString(), record.Version));
        Assert.NotNull(record.EditedAt);
        Assert.Equal(1, shop.Simulator.Summary.Edits);
    }

    [Theory]
    [InlineData("/_sim/nobody/requests")]
    [InlineData("/_sim/commerce/records/none")]
    [InlineData("/hooks/nobody")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        await using var shop = await SimulatedShop.Open();
        using var answer = path.StartsWith("/hooks", StringComparison.Ordinal)
            ? await _http.PostAsync(new Uri(shop.Simulator.Url + path), null, Ct)
            : await _http.GetAsync(new Uri(shop.Simulator.Url + path), Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<JsonElement> Get(SimulatedShop shop, string path)
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync(new Uri(shop.Simulator.Url + path), Ct));
        return document.RootElement.Clone();
    }

    private async Task<HttpStatusCode> Post(SimulatedShop shop, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(shop.Simulator.Url + path), content, Ct);
        return answer.StatusCode;
    }
}
