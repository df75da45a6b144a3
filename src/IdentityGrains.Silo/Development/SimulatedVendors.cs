using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Simulators.Protocols;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Silo.Development;

/// <summary>
/// The platforms of other vendors that the sample shop uses, simulated: they are told over real HTTP, with credentials made at the first start.
/// </summary>
internal static class SimulatedVendors
{
    private const int TokenBytes = 24;
    private const string Space = "sample";

    private static readonly (string Platform, string Protocol, string Kind)[] All =
    [
        ("cdp", "segment", "segment.identify"), ("crm", "salesforce", "salesforce.sobject-collections"), ("marketing", "braze", "braze.users-track"),
        ("support", "scim", "scim2.client"),
    ];

    public static Task<PlatformSimulator> StartAsync(SimulatedWorldPlan world, CancellationToken ct)
    {
        var options = new PlatformSimulatorOptions { Port = world.VendorsPort, Seed = world.Seed };
        foreach (var (platform, protocol, _) in All)
        {
            options.Platforms[platform] = new SimulatedPlatformOptions(protocol, File.ReadAllText(TokenFile(world.DataFolder, platform)).Trim());
        }

        return PlatformSimulator.StartAsync(options, ct);
    }

    /// <summary>The settings that connect the product to them.</summary>
    public static Dictionary<string, string?> Settings(PlatformSimulator simulator, string dataFolder)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (platform, _, kind) in All)
        {
            settings[$"Connectors:{platform}:Kind"] = kind;
            settings[$"Connectors:{platform}:Url"] = simulator.UrlOf(platform);
            settings[$"Connectors:{platform}:CredentialFile"] = TokenFile(dataFolder, platform);
            settings[$"Connectors:{platform}:AllowLoopbackHttp"] = "true";
        }

        settings["Connectors:cdp:ProfileUrl"] = simulator.UrlOf("cdp");
        settings["Connectors:cdp:ProfileCredentialFile"] = TokenFile(dataFolder, "cdp");
        settings["Connectors:cdp:Space"] = Space;
        settings["Connectors:crm:OurUserId"] = PlatformSimulator.ProductUser;
        return settings;
    }

    private static string TokenFile(string dataFolder, string platform)
    {
        var file = Path.Combine(dataFolder, "keys", $"platform-{platform}.token");
        if (!File.Exists(file))
        {
            PrivateFile.Create(file, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)) + "\n"));
        }

        return file;
    }
}
