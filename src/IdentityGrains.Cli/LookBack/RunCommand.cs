using System.Text;
using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.LookBack;

/// <summary><c>igrains report run PLATFORM [NUMBER]</c>: one run over a platform's copies, to be read, printed or worked with.</summary>
internal static class RunCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var platform = new Argument<string>("PLATFORM") { Description = "The platform, as the policy names it." };
        var number = new Argument<string>("NUMBER") { Description = "The run's number, or latest.", DefaultValueFactory = _ => "latest" };
        var html = new Option<FileInfo?>("--html") { Description = "Writes it to a file, as a page to be printed." };
        var json = new Option<bool>("--json") { Description = "As it was answered." };
        var csv = new Option<bool>("--csv") { Description = "Its drifts as comma-separated values." };
        var verb = new Command("run", "One run over a platform's copies, to be read, printed or worked with.") { platform, number, html, json, csv };
        ReportForm.Ask(verb, async (asked, gateway, token, ct) =>
        {
            var (of, which) = (Uri.EscapeDataString(asked.GetRequiredValue(platform)), Uri.EscapeDataString(asked.GetRequiredValue(number)));
            var run = $"/v1/platforms/{of}/reconciliations/{which}";
            return await Tell(asked, gateway, token, run, asked.GetValue(html), asked.GetValue(json), asked.GetValue(csv), ct);
        });
        return verb;
    }

    private static async Task<int> Tell(
        ParseResult asked, GatewayClient gateway, string token, string run, FileInfo? html, bool json, bool csv, CancellationToken ct)
    {
        var reply = await gateway.Send(
            new ApiRequest(HttpMethod.Get, html is not null ? run + "/page" : csv ? run + "/table" : run, token), ct);
        if (reply.Problem is { } problem)
        {
            Page.Of(asked).WriteLine(Page.Plain($"{problem.Slug}: {problem.Title}"));
            return ExitCode.Wrong;
        }

        if (html is not null)
        {
            await File.WriteAllBytesAsync(html.FullName, reply.Bytes, ct);
        }
        else if (json || csv)
        {
            await asked.InvocationConfiguration.Output.WriteAsync(Encoding.UTF8.GetString(reply.Bytes));
        }
        else
        {
            RunPage.Show(Page.Of(asked), reply.Body.Deserialize(ApiJson.Default.RunReport)!);
        }

        return ExitCode.Well;
    }
}
