using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Tests.Webhooks;

public class WebhookSettingsTests
{
    [Theory]
    [InlineData("https://hooks.example/x?tenant=1")]
    [InlineData("http://127.0.0.1:8080/x")]
    [InlineData("http://[::1]:8080/x")]
    [InlineData("http://localhost/x")]
    public void An_address_is_https_or_loopback(string url) => Assert.Empty(Faults(Webhook.Settings(url)));

    [Theory]
    [InlineData("")]
    [InlineData("hooks.example/x")]
    [InlineData("/x")]
    [InlineData("ftp://hooks.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://hooks.example/x")]
    [InlineData("http://127.0.0.1.example/x")]
    [InlineData("https://user:hunter2@hooks.example/x")]
    [InlineData("https://hooks.example/x#hunter2")]
    public void Any_other_address_is_a_fault_that_does_not_repeat_it(string url)
    {
        var fault = Assert.Single(Faults(Webhook.Settings(url)));
        Assert.StartsWith("Url", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Loopback_in_clear_needs_permission()
    {
        var settings = Webhook.Settings("http://127.0.0.1/x", "https://gw.example");
        settings.AllowLoopbackHttp = false;

        Assert.Single(Faults(settings));
    }

    [Fact]
    public void Every_fault_is_said_at_once_and_no_secret_with_it()
    {
        var settings = new WebhookSettings
        {
            Url = "x", AckBase = "https://gw.example/?q=1", Timeout = TimeSpan.FromHours(1), ConnectTimeout = TimeSpan.Zero, Connections = 0,
        };
        settings.Secrets.Add("whsec_c2VjcmV0");
        var faults = Faults(settings);

        Assert.Equal(6, faults.Count);
        Assert.DoesNotContain("c2VjcmV0", string.Join(' ', faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_come_from_one_place()
    {
        var none = Webhook.Settings("https://hooks.example/x");
        none.Secrets.Clear();
        var both = Webhook.Settings("https://hooks.example/x");
        both.SecretFile = "/run/secrets/commerce";

        Assert.Single(Faults(none));
        Assert.Single(Faults(both));
    }

    private static IReadOnlyList<string> Faults(WebhookSettings settings)
    {
        return settings.Check();
    }
}
