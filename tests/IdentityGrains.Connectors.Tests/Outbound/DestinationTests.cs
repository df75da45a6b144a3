using System.Net;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Tests.Outbound;

public class DestinationTests
{
    [Theory]
    [InlineData("93.184.215.14", true, true)]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true, true)]
    [InlineData("10.1.2.3", false, true)]
    [InlineData("172.31.0.1", false, true)]
    [InlineData("192.168.1.1", false, true)]
    [InlineData("fd00::1", false, true)]
    [InlineData("::ffff:10.1.2.3", false, true)]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("::ffff:169.254.169.254", false, false)]
    [InlineData("64:ff9b::a9fe:a9fe", false, false)]
    [InlineData("::ffff:0:a9fe:a9fe", false, false)]
    [InlineData("::ffff:0:10.1.2.3", false, false)]
    [InlineData("100.64.0.1", false, true)]
    [InlineData("100.100.100.200", false, false)]
    [InlineData("fd00:ec2::254", false, false)]
    [InlineData("fd20:ce::254", false, false)]
    [InlineData("fe80::1", false, false)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("::", false, false)]
    [InlineData("224.0.0.1", false, false)]
    [InlineData("255.255.255.255", false, false)]
    [InlineData("127.0.0.1", false, false)]
    [InlineData("::1", false, false)]
    public void A_delivery_goes_to_public_addresses_and_by_permission_to_private_ones(string address, bool byDefault, bool byPermission)
    {
        var settings = Webhook.Settings("https://hooks.example/x", "https://gw.example");
        Assert.Equal(byDefault, new Destination(settings, settings.Endpoint).Permits(IPAddress.Parse(address)));
        settings.AllowPrivateAddresses = true;
        Assert.Equal(byPermission, new Destination(settings, settings.Endpoint).Permits(IPAddress.Parse(address)));
    }

    [Fact]
    public async Task A_name_that_leads_to_a_forbidden_address_holds_the_platform()
    {
        // A name, and no address that could be seen through at start: only connecting shows where it leads.
        var settings = Webhook.Settings("https://hooks.example/latest");
        settings.Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.215.14"), IPAddress.Parse("169.254.169.254")]);
        using var connector = new StandardWebhookConnector(settings, TimeProvider.System);

        Assert.Equal(new SendResult.Hold("address_not_allowed"), await connector.Send(Deliveries.Of(1), TestContext.Current.CancellationToken));
    }
}
