using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Simulators;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Silo.Development;

/// <summary>
/// The sample shop's own commerce system, simulated: it takes deliveries and calls back, over real HTTP with a secret made at the first start. Beside it
/// are the inboxes of the shop's customers.
/// </summary>
internal static class SimulatedShop
{
    /// <summary>The platform's name.</summary>
    public const string Platform = "commerce";

    private const string Inbox = "inbox";
    private const int SecretBytes = 32;

    public static Task<WebhookSimulator> StartAsync(SimulatedWorldPlan world, CancellationToken ct)
    {
        var options = new WebhookSimulatorOptions { Port = world.ShopPort, Seed = world.Seed };
        options.Platforms[Platform] = [Secret(world.DataFolder, Platform)];
        options.InboxSecrets.Add(Secret(world.DataFolder, Inbox));
        return WebhookSimulator.StartAsync(options, ct);
    }

    /// <summary>The settings that connect the product to it.</summary>
    public static Dictionary<string, string?> Settings(WebhookSimulator simulator, string dataFolder, string productUrl) => new(StringComparer.Ordinal)
    {
        [$"Connectors:{Platform}:Kind"] = "webhook.standard",
        [$"Connectors:{Platform}:Url"] = simulator.HookUrl(Platform),
        [$"Connectors:{Platform}:AckBase"] = productUrl,
        [$"Connectors:{Platform}:SecretFile"] = SecretFile(dataFolder, Platform),
        [$"Connectors:{Platform}:AllowLoopbackHttp"] = "true",
        [$"{MessageSettings.Section}:Url"] = simulator.InboxUrl,
        [$"{MessageSettings.Section}:SecretFile"] = SecretFile(dataFolder, Inbox),
        [$"{MessageSettings.Section}:AllowLoopbackHttp"] = "true",
    };

    private static string Secret(string dataFolder, string of) => File.ReadAllText(SecretFile(dataFolder, of)).Trim();

    private static string SecretFile(string dataFolder, string of)
    {
        var file = Path.Combine(dataFolder, "keys", $"webhook-{of}.secret");
        if (!File.Exists(file))
        {
            PrivateFile.Create(file, Encoding.ASCII.GetBytes("whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)) + "\n"));
        }

        return file;
    }
}
