using System.Diagnostics;

namespace IdentityGrains.Torture.Given;

/// <summary>How the product is started: as it was published, or the program as it was built beside the tests.</summary>
internal static class ProductCommand
{
    /// <summary>The variable with the folder into which the silo was published. Without it the program beside the tests runs.</summary>
    public const string Published = "IG_PRODUCT";

    private const string HookVariable = "DOTNET_STARTUP_HOOKS";

    /// <param name="within">What stands before it on the command line.</param>
    /// <param name="environment">Its settings.</param>
    public static ProcessStartInfo Of(IReadOnlyList<string> within, IReadOnlyDictionary<string, string> environment)
    {
        var program = Path.Combine(Folder(environment), "IdentityGrains.Silo.dll");
        string[] command = [.. within, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", program];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // A seeded bug is compiled against the program beside the tests, and goes into no other.
    private static string Folder(IReadOnlyDictionary<string, string> environment) =>
        environment.ContainsKey(HookVariable) || Environment.GetEnvironmentVariable(Published) is not { Length: > 0 } folder
            ? AppContext.BaseDirectory
            : folder;
}
