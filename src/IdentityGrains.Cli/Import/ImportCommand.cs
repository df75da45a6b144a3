using System.Globalization;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Inbox;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Import;

/// <summary><c>igrains import FILE</c>: plays what sources said, line by line, each with its source's own credential.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "What sources said: one JSON object a line or, where the name ends in .csv, a table with a header.",
        }.AcceptExistingOnly();
        var atOnce = new Option<int>("--at-once") { Description = "How many people at once.", DefaultValueFactory = _ => ImportRun.AtOnce };
        var inbox = Reach.Address("--inbox", "The simulator in whose inbox codes are found. Without it, lines that bring a code are left out.");
        var reach = new Reach();
        var import = new Command("import", "Plays a file of what sources said. It may be stopped and run again: nothing is recorded twice.")
        {
            file, atOnce, inbox,
        };
        reach.AddTo(import);
        import.SetAction((asked, ct) => Failures.Told(asked, async () =>
        {
            using var found = asked.GetValue(inbox) is { } address ? new InboxClient(address, TimeProvider.System) : null;
            return await Import(asked, reach, asked.GetRequiredValue(file), asked.GetRequiredValue(atOnce), found, ct);
        }));
        return import;
    }

    private static async Task<int> Import(ParseResult asked, Reach reach, FileInfo file, int atOnce, InboxClient? inbox, CancellationToken ct)
    {
        var console = Page.Of(asked);
        var folder = reach.FolderOf(asked);
        using var gateway = reach.Client(asked);
        var credentials = await DevelopmentCredentials.Of(
            gateway, Reach.Issuer(folder), Reach.Sources(folder), reach.AskerOf(asked), TimeProvider.System, ct);
        var run = new ImportRun(gateway, credentials, folder, TimeProvider.System, inbox);
        var result = await run.Play(file.FullName, Math.Clamp(atOnce, 1, ImportRun.MostAtOnce), console, tellRefusals: true, ct);
        console.WriteLine(Summary(result));
        TallyPage.Verdicts(console, result.State.Tally);
        TallyPage.Show(console, result);
        return ExitCode.Well;
    }

    /// <summary>What an import came to, in a sentence.</summary>
    public static string Summary(ImportResult result) => result.DoneBefore >= result.Lines
        ? $"All {Page.Number(result.Lines)} lines were imported before; nothing was imported twice."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Imported {result.Lines - result.DoneBefore:#,0} lines about {result.People:#,0} people in {result.Took.TotalSeconds:0.0} s"
                + $" ({result.PerSecond:#,0} lines/s).");
}
