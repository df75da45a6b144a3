using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.LookBack;

/// <summary>Reads a report and writes it in the form that is asked for: a table for people, JSON as it was answered, or comma-separated values.</summary>
internal static class ReportForm
{
    /// <summary>Makes a verb show a list.</summary>
    public static void Ask(Command verb, Sheet sheet, Func<ParseResult, string> path) => Ask(verb, _ => sheet, path);

    /// <summary>Makes a verb show a list whose layout depends on what is asked.</summary>
    public static void Ask(Command verb, Func<ParseResult, Sheet> sheet, Func<ParseResult, string> path)
    {
        var json = new Option<bool>("--json") { Description = "As it was answered, every page." };
        var csv = new Option<bool>("--csv") { Description = "As comma-separated values." };
        verb.Add(json);
        verb.Add(csv);
        Ask(verb, async (asked, gateway, token, ct) =>
        {
            var layout = sheet(asked);
            var items = await SheetReader.All(gateway, token, path(asked), layout.Member, ct);
            var output = asked.InvocationConfiguration.Output;
            if (asked.GetValue(json))
            {
                await output.WriteAsync(layout.Json(items));
            }
            else if (asked.GetValue(csv))
            {
                await output.WriteAsync(layout.Csv(items));
            }
            else
            {
                layout.Show(Page.Of(asked), items);
            }

            return ExitCode.Well;
        });
    }

    /// <summary>Makes a verb ask the gateway as a service identity.</summary>
    public static void Ask(Command verb, Func<ParseResult, GatewayClient, string, CancellationToken, Task<int>> ask)
    {
        var reach = new Reach();
        reach.AddTo(verb);
        verb.SetAction((asked, ct) => Failures.Told(asked, async () =>
        {
            using var gateway = reach.Client(asked);
            var token = Reach.Issuer(reach.FolderOf(asked)).ServiceToken(reach.AskerOf(asked), TimeProvider.System.GetUtcNow());
            return await ask(asked, gateway, token, ct);
        }));
    }
}
