using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Simulators;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Silo.Development;

/// <summary>
/// The sample shop's own commerce system, simulated: it takes deliveries and calls back, over real HTTP with a secret made at the first start.
/// </summary>
internal static class SimulatedShop
{
    private const string Platform = "commerce";
    private const int SecretBytes = 32;

    public static Task<WebhookSimulator> StartAsync(string dataFolder, CancellationToken ct)
    {
        var options = new WebhookSimulatorOptions();
        options.Platforms[Platform] = [File.ReadAllText(SecretFile(dataFolder)).Trim()];
        return WebhookSimulator.StartAsync(options, ct);
    }

    /// <summary>The settings that connect the product to it.</summary>
    public static Dictionary<string, string?> Settings(WebhookSimulator simulator, string dataFolder, string productUrl) => new(StringComparer.Ordinal)
    {
        [$"Connectors:{Platform}:Kind"] = "webhook.standard",
        [$"Connectors:{Platform}:Url"] = simulator.HookUrl(Platform),
        [$"Connectors:{Platform}:AckBase"] = productUrl,
        [$"Connectors:{Platform}:SecretFile"] = SecretFile(dataFolder),
        [$"Connectors:{Platform}:AllowLoopbackHttp"] = "true",
    };

    private static string SecretFile(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "keys", "webhook-commerce.secret");
        if (!File.Exists(file))
        {
            PrivateFile.Create(file, Encoding.ASCII.GetBytes("whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)) + "\n"));
        }

        return file;
    }
}
