using IdentityGrains.Cli.Look;
using IdentityGrains.Silo.Development;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Cli.Simulators;

/// <summary><c>igrains simulators</c>: every simulated platform in one process, for a product that runs somewhere else on this machine.</summary>
internal static class SimulatorsCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "Where the keys lie by which the platforms know the product; they are made when they are not there.",
        DefaultValueFactory = _ => "data",
    };

    private static readonly Option<int> ShopPort = Port("--shop-port", "The port of the shop's own system and of the inboxes.", 9401);
    private static readonly Option<int> VendorsPort = Port("--vendors-port", "The port of all other vendors' platforms.", 9402);

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "What faults are drawn from: the same seed and the same requests give the same faults.", DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> Faults = new("--faults")
    {
        Description = "A file of faults that strike from the start, as {\"crm\":[{\"kind\":\"latency\",\"delayMs\":50}]}.",
    };

    private static readonly Option<string> Product = new("--product")
    {
        Description = "Where the product listens, for the platforms' callbacks.", DefaultValueFactory = _ => "http://127.0.0.1:8080",
    };

    public static Command Create()
    {
        var simulators = new Command(
            "simulators",
            "Runs every simulated platform until Ctrl-C, and prints the settings that connect the product to them, as a file of environment variables.")
        {
            Data, ShopPort, VendorsPort, Seed, Faults, Product,
        };
        simulators.SetAction((asked, ct) => Failures.Told(asked, async () =>
        {
            await Run(asked, ct);
            return ExitCode.Well;
        }));
        return simulators;
    }

    private static async Task Run(ParseResult asked, CancellationToken ct)
    {
        var output = asked.InvocationConfiguration.Output;
        var options = new SimulatedWorldPlan(Path.GetFullPath(asked.GetRequiredValue(Data)))
        {
            ShopPort = asked.GetRequiredValue(ShopPort), VendorsPort = asked.GetRequiredValue(VendorsPort), Seed = asked.GetRequiredValue(Seed),
        };
        await using var world = await SimulatedWorld.StartAsync(options, ct);
        if (asked.GetValue(Faults) is { } file)
        {
            Inject(world, await File.ReadAllBytesAsync(file, ct));
        }

        foreach (var (setting, value) in world.Settings(asked.GetRequiredValue(Product).TrimEnd('/')).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            await output.WriteLineAsync($"{setting.Replace(":", "__", StringComparison.Ordinal)}={value}");
        }

        await output.WriteLineAsync(
            $"# {world.Shop!.Url}/_sim/summary and {world.Vendors!.Url}/_sim/summary tell what happened. They run until you press Ctrl-C.");
        await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void Inject(SimulatedWorld world, byte[] document)
    {
        foreach (var (platform, fault) in FaultsFile.Read(document))
        {
            try
            {
                world.Inject(platform, fault);
            }
            catch (ArgumentException unfit)
            {
                throw new InvalidDataException($"A fault of {platform} cannot be: {unfit.Message}", unfit);
            }
        }
    }

    private static Option<int> Port(string name, string what, int otherwise)
    {
        var port = new Option<int>(name) { Description = what + " 0 takes any free one.", DefaultValueFactory = _ => otherwise };
        port.Validators.Add(told =>
        {
            if (told.GetValueOrDefault<int>() is < 0 or > 65_535)
            {
                told.AddError($"{name} takes 0 to 65535.");
            }
        });
        return port;
    }
}
