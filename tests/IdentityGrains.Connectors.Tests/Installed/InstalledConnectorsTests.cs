using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Connectors.Webhooks;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Disclosure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IdentityGrains.Connectors.Tests.Installed;

public class InstalledConnectorsTests
{
    [Fact]
    public async Task A_platform_has_the_connector_that_configuration_gives_it()
    {
        await using var services = Services(Commerce());
        var connectors = services.GetRequiredService<IConnectors>();
        var installed = connectors.Find(new PlatformName("commerce"));

        Assert.Equal([new PlatformName("commerce")], connectors.Installed);
        Assert.NotNull(installed);
        Assert.Equal("webhook.standard", installed.Kind);
        Assert.IsType<StandardWebhookConnector>(installed.Connector);
        Assert.NotNull(installed.Acks);
        Assert.Equal(
            new ConnectorCapabilities(AckLevel.Accepted, true, TimeSpan.FromSeconds(7), ContentMark: ""),
            installed.Connector.Capabilities with { ContentMark = "" });
        Assert.Null(connectors.Find(new PlatformName("crm")));
    }

    [Fact]
    public async Task Nothing_is_installed_where_nothing_is_configured()
    {
        await using var services = Services([]);

        Assert.Empty(services.GetRequiredService<IConnectors>().Installed);
    }

    [Fact]
    public async Task What_a_protocol_can_do_besides_telling_is_installed_with_it()
    {
        using var keys = new EventKeys();
        await using var services = Services(new()
        {
            ["Connectors:crm:Kind"] = "hubspot.contacts",
            ["Connectors:crm:Url"] = "https://api.hubapi.example",
            ["Connectors:crm:Credential"] = "token",
            ["Connectors:crm:Removal"] = "GdprDelete",
            ["Connectors:signals:Kind"] = "secevent.push",
            ["Connectors:signals:Url"] = "https://receiver.example/events",
            ["Connectors:signals:KeyFile"] = keys.File,
            ["Connectors:signals:KeyId"] = EventKeys.KeyId,
            ["Connectors:signals:Issuer"] = EventKeys.Issuer,
            ["Connectors:signals:Audience"] = EventKeys.Audience,
        });
        var connectors = services.GetRequiredService<IConnectors>();
        var (crm, signals) = (connectors.Find(new PlatformName("crm"))!, connectors.Find(new PlatformName("signals"))!);

        Assert.Equal(("hubspot.contacts", true, true, false), Can(crm));
        Assert.Equal(("secevent.push", false, false, false), Can(signals));
        Assert.Equal((AckLevel.Applied, AckLevel.Accepted), (crm.Connector.Capabilities.AckCeiling, signals.Connector.Capabilities.AckCeiling));
    }

    [Theory]
    [InlineData("Kind", "salesforce.bulk")]
    [InlineData("Kind", null)]
    [InlineData("Url", "http://hooks.example")]
    [InlineData("Urll", "https://hooks.example")]
    [InlineData("Timeout", "whsec_c2VjcmV0")]
    [InlineData("Secrets:0", "whsec_c2VjcmV0")]
    [InlineData("SecretFile", "/nowhere/at/all")]
    public async Task A_host_with_wrong_settings_does_not_start_and_says_where_without_a_secret(string name, string? value)
    {
        var settings = Commerce();
        settings["Connectors:commerce:" + name] = value;
        var fault = await Assert.ThrowsAsync<ConnectorSettingsException>(() => Start(settings));

        Assert.All(fault.Faults, f => Assert.StartsWith("Connectors:commerce", f, StringComparison.Ordinal));
        Assert.DoesNotContain("c2VjcmV0", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://one.example", "https://two.example", 1, 1, false)]
    [InlineData("https://one.example", "https://one.example/", 1, 2, true)]
    public async Task Two_platforms_have_two_keys(string one, string other, byte key, byte another, bool starts)
    {
        var settings = Commerce();
        foreach (var (name, value) in Commerce())
        {
            settings[name.Replace("commerce", "till", StringComparison.Ordinal)] = value;
        }

        (settings["Connectors:commerce:Url"], settings["Connectors:till:Url"]) = (one, other);
        (settings["Connectors:commerce:Secrets:0"], settings["Connectors:till:Secrets:0"]) = (Keys.Text(key), Keys.Text(another));

        await Starts(settings, starts);
    }

    [Theory]
    [InlineData("https://one.example", "https://one.example/", "token", false)]
    [InlineData("https://one.example", "https://two.example", "token", true)]
    [InlineData("https://one.example", "https://one.example", "another", true)]
    public async Task Two_platforms_at_one_address_have_two_credentials(string one, string other, string token, bool starts) => await Starts(
        new()
        {
            ["Connectors:here:Kind"] = "braze.users-track", ["Connectors:here:Url"] = one, ["Connectors:here:Credential"] = "token",
            ["Connectors:there:Kind"] = "braze.users-track", ["Connectors:there:Url"] = other, ["Connectors:there:Credential"] = token,
        },
        starts);

    [Theory]
    [InlineData("https://login.example/token", "https://LOGIN.example/token", "client-1", false)]
    [InlineData("https://login.example/token", "https://login.example/token", "client-2", true)]
    [InlineData("https://login.example/token", "https://signin.example/token", "client-1", true)]
    public async Task Two_platforms_are_two_clients_of_whoever_makes_their_tokens(string one, string other, string client, bool starts) => await Starts(
        new()
        {
            ["Connectors:here:Kind"] = "braze.users-track", ["Connectors:here:Url"] = "https://one.example", ["Connectors:here:Credential"] = "secret",
            ["Connectors:here:TokenUrl"] = one, ["Connectors:here:ClientId"] = "client-1",
            ["Connectors:there:Kind"] = "braze.users-track", ["Connectors:there:Url"] = "https://two.example", ["Connectors:there:Credential"] = "another",
            ["Connectors:there:TokenUrl"] = other, ["Connectors:there:ClientId"] = client,
        },
        starts);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Two_receivers_of_signed_events_have_two_keys_in_whatever_file(bool same, bool starts)
    {
        using var keys = new EventKeys();
        using var others = new EventKeys();
        var copy = same ? keys.Copy() : others.File;
        var settings = new Dictionary<string, string?>();
        foreach (var (name, file) in new[] { ("one", keys.File), ("two", copy) })
        {
            settings[$"Connectors:{name}:Kind"] = "secevent.push";
            settings[$"Connectors:{name}:Url"] = $"https://{name}.example/events";
            settings[$"Connectors:{name}:KeyFile"] = file;
            settings[$"Connectors:{name}:KeyId"] = name;
            settings[$"Connectors:{name}:Issuer"] = EventKeys.Issuer;
            settings[$"Connectors:{name}:Audience"] = name;
        }

        await Starts(settings, starts);
    }

    [Fact]
    public async Task A_language_of_ones_own_is_one_more_kind()
    {
        var collection = new ServiceCollection().AddSingleton<IConnectorKind, Echo>();
        await using var services = Services(new() { ["Connectors:till:Kind"] = "echo" }, collection);

        Assert.Equal("echo", services.GetRequiredService<IConnectors>().Find(new PlatformName("till"))?.Kind);
    }

    private static (string Kind, bool Reads, bool Removes, bool TellsChanges) Can(InstalledConnector installed) =>
        (installed.Kind, installed.Reader is not null, installed.Remover is not null, installed.Changes is not null);

    private static async Task Starts(Dictionary<string, string?> settings, bool starts)
    {
        if (starts)
        {
            await Start(settings);
            return;
        }

        var fault = Assert.Single((await Assert.ThrowsAsync<ConnectorSettingsException>(() => Start(settings))).Faults);
        Assert.EndsWith("a platform needs one of its own", fault, StringComparison.Ordinal);
    }

    private static async Task Start(Dictionary<string, string?> settings)
    {
        await using var services = Services(settings);
        foreach (var service in services.GetServices<IHostedService>())
        {
            await (service is IHostedLifecycleService looking ? looking.StartingAsync(TestContext.Current.CancellationToken) : Task.CompletedTask);
            await service.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings, IServiceCollection? services = null) =>
        (services ?? new ServiceCollection()).AddPlatformConnectors(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider(validateScopes: true);

    private static Dictionary<string, string?> Commerce() => new()
    {
        ["Connectors:commerce:Kind"] = "webhook.standard",
        ["Connectors:commerce:Url"] = "https://shop.example/hook",
        ["Connectors:commerce:AckBase"] = "https://gw.example",
        ["Connectors:commerce:Timeout"] = "00:00:07",
        ["Connectors:commerce:Secrets:0"] = Keys.Text(1),
    };

    private sealed class Echo : IConnectorKind, IPlatformConnector
    {
        public string Word => "echo";

        public ConnectorCapabilities Capabilities { get; } = new(AckLevel.Applied, true, TimeSpan.FromSeconds(1), ContentMark: "");

        public InstalledConnector Install(PlatformName platform, IConfigurationSection settings) => new(Word, this, null);

        public Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct) =>
            Task.FromResult(SendAnswer.OfEach(batch.Count, new SendResult.Acknowledged(AckLevel.Accepted)));
    }
}
