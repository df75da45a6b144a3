using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime.Membership;

namespace IdentityGrains.Client.Tests.Hosting;

/// <summary>What the client is told, and what a start refuses.</summary>
public sealed class SettingsTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "IdentityGrainsClient:Gateways:1", "localhost:30000" },
        { "IdentityGrainsClient:Gateways:1", "127.0.0.1" },
        { "IdentityGrainsClient:Clustering", "Host=db" },
        { "IdentityGrainsClient:ClusterId", "" },
        { "IdentityGrainsClient:GatewayListRefreshPeriod", "00:00:03" },
        { "IdentityGrainsClient:TryTimeout", "00:00:06" },
        { "IdentityGrainsClient:OperationDeadline", "00:00:00" },
        { "IdentityGrainsClient:LongestPause", "00:00:00.010" },
        { "IdentityGrainsClient:ConnectAttempts", "0" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_is_wrong_stops_the_start(string setting, string value)
    {
        using var host = Built(o => o.Credential = NoToken, ("IdentityGrainsClient:Gateways:0", "127.0.0.1:30000"), (setting, value));
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Without_a_credential_there_is_no_client() => Assert.Throws<OptionsValidationException>(
        () => Built(null, ("IdentityGrainsClient:Gateways:0", "127.0.0.1:30000")).Services.GetRequiredService<IIdentityGrains>());

    [Fact]
    public void The_Orleans_client_is_told_what_the_options_say()
    {
        using var host = Built(
            o => o.Credential = NoToken, ("IdentityGrainsClient:Gateways:0", "127.0.0.1:30000"), ("IdentityGrainsClient:ClusterId", "here"));
        var messaging = Of<ClientMessagingOptions>(host);
        Assert.Equal((TimeSpan.FromSeconds(5), 1024 * 1024), (messaging.ResponseTimeout, messaging.MaxMessageBodySize));
        Assert.Equal(TimeSpan.FromSeconds(1), Of<GatewayOptions>(host).GatewayListRefreshPeriod);
        Assert.Equal(("here", "identitygrains"), (Of<ClusterOptions>(host).ClusterId, Of<ClusterOptions>(host).ServiceId));
        Assert.Equal("gwy.tcp://127.0.0.1:30000/0", Assert.Single(Of<StaticGatewayListProviderOptions>(host).Gateways).ToString());
        Assert.IsType<StaticGatewayListProvider>(host.Services.GetRequiredService<IGatewayListProvider>());
    }

    [Fact]
    public void With_a_connection_string_the_silos_are_read_from_the_membership()
    {
        using var host = Built(o => o.Credential = NoToken, ("IdentityGrainsClient:Clustering", "Host=db;Database=ig"));
        Assert.IsType<AdoNetGatewayListProvider>(host.Services.GetRequiredService<IGatewayListProvider>());
        var table = Of<AdoNetClusteringClientOptions>(host);
        Assert.Equal((MembershipTable.Invariant, MembershipTable.ConnectionString("Host=db;Database=ig")), (table.Invariant, table.ConnectionString));
        Assert.StartsWith("Host=db;Database=ig;Search Path=orleans;", table.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_connection_is_tried_as_often_as_was_said()
    {
        var port = IdentityGrains.Torture.Given.Ports.Take(1, new Random())[0];
        using var host = Built(
            o => o.Credential = NoToken, ("IdentityGrainsClient:Gateways:0", $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"),
            ("IdentityGrainsClient:ConnectAttempts", "2"), ("IdentityGrainsClient:ConnectPause", "00:00:00.01"));
        await Assert.ThrowsAnyAsync<Orleans.Runtime.OrleansException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    private static Task<ServiceToken> NoToken(CancellationToken ct) => throw new InvalidOperationException("Nobody asks.");

    private static T Of<T>(IHost host)
        where T : class => host.Services.GetRequiredService<IOptions<T>>().Value;

    private static IHost Built(Action<IdentityGrainsClientOptions>? configure, params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)));
        builder.AddIdentityGrainsClient(configure);
        return builder.Build();
    }
}
