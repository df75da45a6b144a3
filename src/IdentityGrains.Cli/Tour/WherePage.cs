using IdentityGrains.Cli.Look;
using IdentityGrains.Silo.Hosting;

namespace IdentityGrains.Cli.Tour;

/// <summary>Says where to look next.</summary>
internal static class WherePage
{
    private const string DefaultUrl = "http://127.0.0.1:8080";
    private const string Run = "dotnet run --project src/IdentityGrains.Cli --";

    /// <summary>Addresses and commands.</summary>
    public static void Show(IAnsiConsole console, ProductHost host, string data)
    {
        Page.Heading(console, "Where to look next");
        Line(console, "API", $"{host.Url}/v1   (docs/api.md)");
        Line(console, "OpenAPI", $"{host.Url}/openapi/v1.json");
        Line(console, "Dashboard", "Orleans, at this link, which lets one operator in, once:");
        Line(console, "", host.OperatorLink!);
        Line(console, "Health", $"{host.Url}/health/ready");
        Line(console, "Metrics", $"{host.Url}/metrics");
        if (host.Simulator is { } simulator)
        {
            Line(console, "Simulator", $"{simulator.Url}/_sim/summary, {simulator.Url}/_sim/commerce/records");
            Line(console, "Inbox", $"{simulator.Url}/_sim/inbox/messages");
        }

        if (host.Vendors is { } vendors)
        {
            Line(console, "Platforms", $"{vendors.Url}/_sim/summary, {vendors.Url}/_sim/crm/records");
        }

        var (server, folder) = (host.Url == DefaultUrl ? "" : $" --server {host.Url}", data == "data" ? "" : $" --data {data}");
        Line(console, "Explain", $"{Run} explain commerce/C-1001 given_name{server}{folder}");
        Line(console, "Token", $"{Run} token --source commerce{folder}");
        Line(console, "Verify", $"{Run} verify{folder}");
    }

    // Whole, however long: what is cut in two cannot be copied.
    private static void Line(IAnsiConsole console, string what, string where)
    {
        console.Markup(Page.Mark(what.PadRight(10), "bold"));
        console.Profile.Out.Writer.WriteLine(" " + where);
    }
}
