using System.Net;
using System.Net.Sockets;
using IdentityGrains.Connectors.Subscriptions;

namespace IdentityGrains.Connectors.Tests.Subscriptions;

public class EventReceiverTests
{
    private static readonly byte[] Key = EventReceiver.FreshSecret();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("93.184.215.14 10.1.2.3", false)]
    [InlineData("93.184.215.14 169.254.169.254", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("", false)]
    public async Task A_name_may_be_told_when_all_of_its_addresses_may(string addresses, bool may)
    {
        var options = new ReceiverOptions { Resolve = (_, _) => Task.FromResult(Parse(addresses)) };

        Assert.Equal(may, await EventReceiver.MayBe(options, "https://hooks.example/x", Ct));
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_may_not_be_told()
    {
        var options = new ReceiverOptions { Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };

        Assert.False(await EventReceiver.MayBe(options, "https://hooks.example/x", Ct));
    }

    [Fact]
    public async Task A_name_that_leads_inside_later_is_connected_to_by_nobody()
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var port = ((IPEndPoint)inside.LocalEndpoint).Port;
        var looks = 0;
        var options = new ReceiverOptions { Resolve = (_, _) => Task.FromResult(Parse(looks++ == 0 ? "93.184.215.14" : "127.0.0.1")) };
        options.Ports.Add(port);
        var url = $"https://hooks.example:{port}/x";
        Assert.True(await EventReceiver.MayBe(options, url, Ct));
        using var receiver = new EventReceiver(options, url, [Key], TimeProvider.System);

        Assert.Equal(new EventEnd.Retry("address_not_allowed", null), await receiver.Send("evt-1", [1], "application/json", Ct));
        Assert.Equal((2, false), (looks, inside.Pending()));
    }

    private static IPAddress[] Parse(string addresses) => [.. addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];
}
