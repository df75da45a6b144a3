using System.Diagnostics;

namespace IdentityGrains.Torture.Given;

/// <summary>How the product is started: its own program, beside the tests.</summary>
internal static class ProductCommand
{
    /// <param name="within">What stands before it on the command line.</param>
    /// <param name="environment">Its settings.</param>
    public static ProcessStartInfo Of(IReadOnlyList<string> within, IReadOnlyDictionary<string, string> environment)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "IdentityGrains.Silo.dll");
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
}
