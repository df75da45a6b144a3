using System.Net;
using System.Net.Sockets;
using IdentityGrains.Connectors.Tests.Given;
using Microsoft.Extensions.Time.Testing;

namespace IdentityGrains.Connectors.Tests.Webhooks;

public class WebhookFailureTests
{
    private static readonly SendResult Reset = new SendResult.Indeterminate("reset");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_platform_that_is_not_there_was_told_nothing()
    {
        var port = FreePort();

        Assert.Equal(new SendResult.Retry("connect_failed", null) { TookNoEffect = true }, await Send($"http://127.0.0.1:{port}/hook"));
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_was_told_nothing() =>
        Assert.IsType<SendResult.Retry>(await Send("https://nowhere.invalid/hook"));

    [Fact]
    public async Task A_platform_without_a_trusted_certificate_was_told_nothing()
    {
        await using var server = new RawServer(e => e.Say("this is no TLS at all"), reads: false);

        Assert.Equal(new SendResult.Retry("tls_failed", null) { TookNoEffect = true }, await Send($"https://{server.Address}/hook"));
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_in_time_told_nothing()
    {
        await using var server = new RawServer(e => e.Hang(), reads: false);

        Assert.Equal(new SendResult.Retry("connect_timeout", null) { TookNoEffect = true }, await SendUntilTimeout(server, $"https://{server.Address}/hook"));
    }

    [Fact]
    public async Task Silence_after_the_request_leaves_it_open()
    {
        await using var server = new RawServer(e => e.Hang());

        Assert.Equal(new SendResult.Indeterminate("timeout"), await SendUntilTimeout(server, server.Url));
    }

    [Fact]
    public async Task Early_hints_without_end_leave_it_open()
    {
        await using var server = new RawServer(async e =>
        {
            await e.Say("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n");
            await e.Hang();
        });

        Assert.Equal(new SendResult.Indeterminate("timeout"), await SendUntilTimeout(server, server.Url));
    }

    [Fact]
    public async Task A_reset_after_the_request_leaves_it_open()
    {
        await using var server = new RawServer(e => e.Reset());

        Assert.Equal(Reset, await Send(server.Url));
    }

    [Fact]
    public async Task A_connection_closed_without_an_answer_leaves_it_open()
    {
        await using var server = new RawServer(_ => Task.CompletedTask);

        Assert.Equal(Reset, await Send(server.Url));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_reset_within_the_answers_head_leaves_it_open()
    {
        await using var server = new RawServer(async e =>
        {
            await e.Say("HTTP/1.1 200 OK\r\nContent-Le");
            await e.Reset();
        });

        Assert.Equal(Reset, await Send(server.Url));
    }

    [Fact]
    public async Task One_attempt_is_one_request_even_when_a_kept_connection_breaks()
    {
        var exchanges = 0;
        await using var server = new RawServer(async e =>
        {
            if (Interlocked.Increment(ref exchanges) == 1)
            {
                await e.Say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                await e.ReadSome();
            }
        });
        using var connector = Webhook.To(server.Url);

        Assert.IsType<SendResult.Acknowledged>(await connector.Send(Deliveries.Of(1), Ct));
        Assert.IsType<SendResult.Indeterminate>(await connector.Send(Deliveries.Of(2), Ct));
        Assert.Equal(1, exchanges);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so_and_not_a_result()
    {
        await using var server = new RawServer(e => e.Hang());
        using var connector = Webhook.To(server.Url);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sending = connector.Send(Deliveries.Of(1), cancel.Token);
        await server.Met.WaitAsync(Ct);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static async Task<SendResult> Send(string url)
    {
        using var connector = Webhook.To(url);
        return await connector.Send(Deliveries.Of(1), Ct);
    }

    private static async Task<SendResult> SendUntilTimeout(RawServer server, string url)
    {
        var time = new FakeTimeProvider();
        using var connector = Webhook.To(url, time: time);
        var sending = connector.Send(Deliveries.Of(1), Ct);
        await server.Met.WaitAsync(Ct);
        time.Advance(connector.Capabilities.Timeout);
        return await sending;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
