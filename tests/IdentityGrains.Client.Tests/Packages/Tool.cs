using System.Diagnostics;

namespace IdentityGrains.Client.Tests.Packages;

/// <summary>The SDK as a developer calls it, in a folder and with a home of its own.</summary>
/// <param name="folder">Where it is called.</param>
/// <param name="home">The home.</param>
/// <param name="packages">The cache of packages; null is one in the home.</param>
internal sealed class Tool(string folder, string home, string? packages = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    // What the build that runs these tests says to itself would lead another build astray.
    private static readonly string[] Foreign = ["MSBUILD", "DOTNET_HOST", "DOTNET_ROOT", "NUGET_PACKAGES", "TESTINGPLATFORM"];

    /// <summary>Runs it to its end, which must be a good one, and returns what it printed.</summary>
    public Task<string> Run(params string[] arguments) => End(0, arguments);

    /// <summary>Runs it to an end with this code, and returns what it printed.</summary>
    public async Task<string> End(int code, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => Foreign.Any(f => k.StartsWith(f, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = home;
        start.Environment["NUGET_PACKAGES"] = packages ?? Path.Combine(home, "packages");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";

        // Build servers that outlive the build would keep our pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";

        using var process = Process.Start(start)!;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(Patience);
        var (said, failed) = (process.StandardOutput.ReadToEndAsync(over.Token), process.StandardError.ReadToEndAsync(over.Token));
        try
        {
            await process.WaitForExitAsync(over.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.True(process.ExitCode == code, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await said}\n{await failed}");
        return await said + await failed;
    }
}
