using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Tests.Given;

/// <summary>Connectors for tests: towards this machine, with key 1.</summary>
internal static class Webhook
{
    public static WebhookSettings Settings(string url, string ackBase = "http://127.0.0.1:9", params byte[] keys)
    {
        var settings = new WebhookSettings { Url = url, AckBase = ackBase, AllowLoopbackHttp = true };
        foreach (var key in keys.Length == 0 ? [1] : keys)
        {
            settings.Secrets.Add(Keys.Text(key));
        }

        return settings;
    }

    public static StandardWebhookConnector To(string url, string ackBase = "http://127.0.0.1:9", TimeProvider? time = null) =>
        new(Settings(url, ackBase), time ?? TimeProvider.System);
}
