using IdentityGrains.Connectors.HubSpot;

namespace IdentityGrains.Connectors.Tests.HubSpot;

public sealed class HubSpotSettingsTests
{
    [Fact]
    public void What_is_said_of_the_defaults_holds()
    {
        var settings = new HubSpotSettings();

        Assert.Equal(("ig_customer_id", "v3", null, HubSpotRemoval.Archive), (settings.IdProperty, settings.ApiVersion, settings.OurAppId, settings.Removal));
        Assert.Empty(Right().Check());
    }

    [Theory]
    [InlineData("v3", "/crm/v3/objects/contacts")]
    [InlineData("2026-03", "/crm/objects/2026-03/contacts")]
    public void The_version_says_where_contacts_are(string version, string path)
    {
        var settings = Right();
        settings.ApiVersion = version;

        Assert.Empty(settings.Check());
        Assert.Equal(path, settings.Contacts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("email")]
    [InlineData("Ig_Customer")]
    [InlineData("id/../x")]
    public void An_id_property_has_a_propertys_name_and_is_no_address(string name)
    {
        var settings = Right();
        settings.IdProperty = name;

        Assert.StartsWith("IdProperty", Assert.Single(settings.Check()), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_said_at_once_and_no_credential_with_it()
    {
        var faults = new HubSpotSettings
        {
            Url = "x", Credential = "c2VjcmV0", CredentialFile = "/nowhere/c2VjcmV0-file", IdProperty = "?", ApiVersion = "/", Removal = (HubSpotRemoval)7,
            RateLimit = -1,
        }.Check();

        Assert.Equal(6, faults.Count);
        Assert.DoesNotContain("c2VjcmV0", string.Join(' ', faults), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_account_may_is_set_and_never_more_than_a_batch_takes()
    {
        var settings = Right();
        (settings.RateLimit, settings.RatePer, settings.BatchSize) = (190, TimeSpan.FromSeconds(10), 5_000);
        using var larger = new HubSpotConnector(settings, TimeProvider.System);
        using var ordinary = new HubSpotConnector(Right(), TimeProvider.System);

        Assert.Equal((new RateLimit(190, TimeSpan.FromSeconds(10)), 100), (larger.Capabilities.Rate, larger.Capabilities.BatchSize));
        Assert.Equal(new RateLimit(100, TimeSpan.FromSeconds(10)), ordinary.Capabilities.Rate);
    }

    private static HubSpotSettings Right() => new() { Url = "https://api.hubapi.example", Credential = "token" };
}
