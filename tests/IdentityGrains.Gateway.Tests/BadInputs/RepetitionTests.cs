using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using IdentityGrains.Gateway.Tests.Door;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>One act asked twice, or asked by somebody who does not wait for the answer.</summary>
public class RepetitionTests(TableProduct product) : IClassFixture<TableProduct>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_act_written_otherwise_gets_the_first_receipt_on_every_route()
    {
        foreach (var row in RouteRows.All.Where(r => r.Kind == RouteKind.Act && r.Well < 300))
        {
            var (key, body) = (Guid.NewGuid().ToString("N"), product.Body(row)!);
            var first = await Asked(row, key, body);
            var recorded = await product.Recorded();
            var again = await Asked(row, key, Reordered(body));

            Assert.Equal((row.Well, row.Well), (first.Status, again.Status));
            Assert.Equal("true", again.Header("Idempotent-Replay"));
            Assert.Equal(first.Text.Split("\r\n\r\n")[1], again.Text.Split("\r\n\r\n")[1]);
            Assert.Equal(recorded, await product.Recorded());
        }
    }

    [Fact]
    public async Task A_key_names_an_act_of_one_customer_and_of_one_caller()
    {
        var (one, other) = (await Created("one"), await Created("other"));
        var body = $$$"""{"observedAt":"{{{product.Product.Observed()}}}","fields":{"given_name":"Ana"}}""";
        Assert.Equal((200, 2L), Seen(await product.Crm.Post(one + "/assertions", "op-1", body)));

        Assert.Equal((200, 2L), Seen(await product.Crm.Post(other + "/assertions", "op-1", body)));
        Assert.Equal((200, 3L), Seen(await product.Product.As("nhi:support-sync").Post(one + "/assertions", "op-1", body)));
        var otherRoute = await product.Crm.Post(one + "/restriction", "op-1", $$"""{"observedAt":"{{product.Product.Observed()}}","decision":"restrict"}""");
        Assert.Equal((422, "idempotency-key-reused"), (otherRoute.Status, otherRoute.Slug));
    }

    [Fact]
    public async Task Whose_connection_is_cut_after_the_commit_learns_from_a_retry()
    {
        var customer = await Created("cut");
        var row = new RouteRow(RouteKind.Act, "POST", "", customer + "/assertions", "{\"observedAt\":\"{at}\",\"fields\":{\"given_name\":\"Ana\"}}", 200);
        var body = product.Body(row)!;
        using (var socket = await Connected())
        {
            await socket.GetStream().WriteAsync(Bytes(row, "cut-1", body), Now);

            // Committed when somebody else reads it; the answer lies in the socket, which is closed unread.
            while ((await product.Crm.Get(customer, ("If-Version-At-Least", "2"))).Status != 200)
            {
                Now.ThrowIfCancellationRequested();
            }

            socket.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        var retry = await product.Crm.Post(customer + "/assertions", "cut-1", body);

        Assert.Equal((200, 2L, "true"), (retry.Status, retry.Version, retry.Headers["Idempotent-Replay"]));
        Assert.Equal(2, (await product.Crm.Get(customer)).Version);
    }

    [Fact]
    public async Task Who_gives_up_at_any_instant_learns_from_a_retry_and_it_is_one_effect()
    {
        var customer = await Created("cancelled");
        var row = new RouteRow(RouteKind.Act, "POST", "", customer + "/assertions", "{\"observedAt\":\"{at}\",\"fields\":{\"given_name\":\"Ana\"}}", 200);
        for (var cut = 0; cut < 24; cut++)
        {
            var (key, body) = ($"cancelled-{cut}", product.Body(row)!);
            var request = Bytes(row, key, body);
            using (var socket = await Connected())
            {
                // Some are cut off within the body, some at its end, before or while it is decided.
                await socket.GetStream().WriteAsync(request.AsMemory(0, Math.Min(request.Length, request.Length - 12 + cut)), Now);
                socket.Client.LingerState = new LingerOption(enable: true, seconds: 0);
            }

            var retry = await product.Crm.Post(customer + "/assertions", key, body);
            Assert.Equal((200, cut + 2L), Seen(retry));
        }
    }

    private static (int, long) Seen(ApiAnswer answer) => (answer.Status, answer.Version);

    private static string Reordered(string body)
    {
        var members = JsonNode.Parse(body)!.AsObject().Reverse().ToArray();
        return "{ " + string.Join(" ,\n ", members.Select(m => $"\"{m.Key}\" : {m.Value?.ToJsonString() ?? "null"}")) + " }";
    }

    private async Task<TcpClient> Connected()
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(product.Address.Host, product.Address.Port, Now);
        return socket;
    }

    private byte[] Bytes(RouteRow row, string key, string body) =>
        RawHttp.Request(row.Method, product.Target(row), product.Headers(row, key), Encoding.UTF8.GetBytes(body));

    private Task<RawAnswer> Asked(RouteRow row, string key, string body) => product.Ask(Bytes(row, key, body));

    private async Task<string> Created(string key)
    {
        var created = await product.Crm.Post("/v1/customers", key + "-create",
            $$$"""{"observedAt":"{{{product.Product.Observed(60)}}}","key":{"source":"crm","key":"{{{key}}}"}}""");
        Assert.Equal(201, created.Status);
        return created.Headers["Location"];
    }
}
