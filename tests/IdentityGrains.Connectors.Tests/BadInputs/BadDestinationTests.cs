using System.Globalization;
using System.Net;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Tests.BadInputs;

/// <summary>
/// Where no platform may be, nobody is connected to: what shows in the address is a fault at start, and what only its name leads to is seen when a connection
/// would be made. The witness is the socket.
/// </summary>
public sealed class BadDestinationTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, BadDestination.All.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task No_socket_is_opened_towards_it(int row)
    {
        var bad = BadDestination.All[row];
        using var witness = new SocketWitness();
        await using var listening = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var port = int.Parse(listening.Address.Split(':')[^1], CultureInfo.InvariantCulture);
        var settings = Settings(bad.Url.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), port);
        IPAddress[] leads = [.. bad.LeadsTo?.Split(',').Select(IPAddress.Parse) ?? []];
        settings.Resolve = (_, _) => Task.FromResult(leads);

        if (settings.Check() is { Count: > 0 } faults)
        {
            Assert.All(faults, f => Assert.DoesNotContain("pw", f, StringComparison.Ordinal));
            Assert.Throws<ConnectorSettingsException>(() => new StandardWebhookConnector(settings, TimeProvider.System));
        }
        else
        {
            Assert.NotEmpty(leads);
            using var connector = new StandardWebhookConnector(settings, TimeProvider.System);
            Assert.Equal(new SendResult.Hold("address_not_allowed"), await connector.Send(Deliveries.Of(1), TestContext.Current.CancellationToken));
        }

        Assert.Empty(listening.Requests);
        Assert.All(leads.Append(IPAddress.Loopback), address => Assert.False(witness.Saw(new IPEndPoint(address, port)), $"{bad.Row}: {address}"));
    }

    [Fact]
    public async Task The_witness_hears_who_connects()
    {
        using var witness = new SocketWitness();
        await using var listening = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var connector = Webhook.To(listening.Url);

        await connector.Send(Deliveries.Of(1), TestContext.Current.CancellationToken);

        Assert.True(witness.Saw(IPEndPoint.Parse(listening.Address)), string.Join(' ', witness.Tried));
    }

    [Fact]
    public async Task Where_a_name_leads_is_asked_for_each_connection_and_what_was_checked_is_connected_to()
    {
        await using var listening = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var settings = Webhook.Settings(listening.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var answers = new Queue<string>(["127.0.0.1", "169.254.169.254"]);
        settings.Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(answers.Dequeue())]);
        using var connector = new StandardWebhookConnector(settings, TimeProvider.System);

        Assert.IsType<SendResult.Acknowledged>(await connector.Send(Deliveries.Of(1), TestContext.Current.CancellationToken));
        Assert.Equal(new SendResult.Hold("address_not_allowed"), await connector.Send(Deliveries.Of(2), TestContext.Current.CancellationToken));
        Assert.Single(listening.Requests);
    }

    [Fact]
    public void A_proxy_of_the_environment_is_not_gone_through()
    {
        using var transport = OutboundTransport.Create(Webhook.Settings("https://platform.example/"));

        Assert.False(transport.UseProxy);
        Assert.False(transport.AllowAutoRedirect);
    }

    private static WebhookSettings Settings(string url, int port)
    {
        var settings = Webhook.Settings(url, "https://gw.example");
        settings.AllowLoopbackHttp = false;
        settings.Ports.Add(port);
        return settings;
    }
}
