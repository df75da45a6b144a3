using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Scim;
using IdentityGrains.Domain;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityGrains.Connectors.Tests.Scim;

public sealed class ScimSettingsTests
{
    [Fact]
    public async Task A_platform_is_installed_with_all_that_its_protocol_can_do()
    {
        await using var services = Services(("Dialect", "Entra"), ("FindBy", "userName"), ("UpdateBy", "put"), ("Removal", "delete"), ("ETag", "false"));
        var support = services.GetRequiredService<IConnectors>().Find(new PlatformName("support"));

        Assert.IsType<ScimConnector>(support!.Connector);
        Assert.NotNull(support.Reader);
        Assert.NotNull(support.Changes);
        Assert.NotNull(support.Remover);
        Assert.True(support.Connector.Capabilities.ShowsStored);
    }

    [Theory]
    [InlineData("Dialect", "okta")]
    [InlineData("Dialect", "7")]
    [InlineData("UpdateBy", "post")]
    [InlineData("Resource", "Users/../Groups")]
    [InlineData("Resource", "")]
    [InlineData("FindBy", "emails[type eq \"work\"].value")]
    [InlineData("FindBy", "not an attribute")]
    [InlineData("KeysAtOnce", "0")]
    [InlineData("KeysAtOnce", "51")]
    [InlineData("ProfileAge", "00:00:01")]
    [InlineData("Bulk", "true")]
    [InlineData("Etags", "true")]
    public async Task Settings_that_are_wrong_stop_the_start(string name, string value)
    {
        await using var services = Services((name, value));

        Assert.NotEmpty(Assert.Throws<ConnectorSettingsException>(services.GetRequiredService<IConnectors>).Faults);
    }

    [Fact]
    public async Task A_rate_is_halved_because_a_delivery_looks_and_writes()
    {
        await using var services = Services(("RateLimit", "10"), ("RatePer", "00:00:01"));

        Assert.Equal(
            new RateLimit(5, TimeSpan.FromSeconds(1)),
            services.GetRequiredService<IConnectors>().Find(new PlatformName("support"))!.Connector.Capabilities.Rate);
    }

    private static ServiceProvider Services(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Connectors:support:Kind"] = "scim2.client", ["Connectors:support:Url"] = "https://desk.example/scim/v2",
            ["Connectors:support:Credential"] = "token",
        };
        foreach (var (name, value) in more)
        {
            settings["Connectors:support:" + name] = value;
        }

        return new ServiceCollection().AddPlatformConnectors(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
    }
}
