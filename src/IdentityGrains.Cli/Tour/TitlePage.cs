using System.Reflection;
using System.Runtime.InteropServices;
using IdentityGrains.Cli.Look;
using IdentityGrains.Silo.Hosting;

namespace IdentityGrains.Cli.Tour;

/// <summary>Says what runs.</summary>
internal static class TitlePage
{
    /// <summary>What was started, from what and where it keeps its data.</summary>
    public static void Show(IAnsiConsole console, ProductHost host, string policy)
    {
        console.MarkupLine(
            $"{Page.Mark("IdentityGrains", "bold")} {Page.Mark(VersionOf(typeof(TitlePage).Assembly))}  "
            + $"{Page.Mark($"({RuntimeInformation.FrameworkDescription}, Orleans {VersionOf(typeof(IGrainFactory).Assembly)})", "grey")}");
        console.MarkupLine($"Silo, gateway, dashboard and simulated platforms run in this process at {Page.Mark(host.Url, "bold")}");
        console.MarkupLine($"Policy {Page.Mark(policy, "bold")}");
        console.MarkupLine($"Store  SQLite, in {Page.Mark(host.DataFolder)}");
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', ' ')[0].TrimEnd('.') ?? "unknown";
}
