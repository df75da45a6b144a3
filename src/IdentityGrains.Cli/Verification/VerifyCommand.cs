using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Look;
using IdentityGrains.Storage.Sqlite;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Cli.Verification;

/// <summary><c>igrains verify</c>: recomputes the whole record from what is stored, and names what does not hold. It only reads.</summary>
internal static class VerifyCommand
{
    private const int MostTold = 20;

    public static Command Create()
    {
        var data = Reach.DataFolder();
        var verify = new Command("verify", "Verifies every customer's record in a data folder, also of a product that runs. Fails when anything does not hold.")
        {
            data,
        };
        verify.SetAction((asked, ct) => Failures.Told(asked, () => Verify(Page.Of(asked), asked.GetRequiredValue(data), ct)));
        return verify;
    }

    /// <summary>Verifies a store and tells what was found.</summary>
    public static async Task<int> Verify(IAnsiConsole console, DirectoryInfo folder, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(folder.FullName, "store.db")))
        {
            throw new FileNotFoundException($"There is no store in {folder.FullName}. Name the server's data folder with --data.");
        }

        await using var records = SqliteRecords.Open(new SqliteStoreOptions { Folder = folder.FullName });
        var verifier = new StoreVerifier(records, records.Keys, records.IndexKey);
        var report = Page.IsPaper(console)
            ? await verifier.Run(null, ct)
            : await console.Status().StartAsync("Verifying", status => verifier.Run(now => status.Status = Page.Mark(Counts(now)), ct));
        Tell(console, report);
        return report.Holds ? ExitCode.Well : ExitCode.Wrong;
    }

    private static void Tell(IAnsiConsole console, VerificationReport report)
    {
        foreach (var broken in report.Broken.Take(MostTold))
        {
            console.MarkupLine(
                $"{Page.Mark("broken", "red")} {Page.Mark(broken.Customer.ToString(), "bold")} at version {broken.Version}: {Page.Mark(broken.What)}");
        }

        if (report.Broken.Length > MostTold)
        {
            console.WriteLine($"and {Page.Number(report.Broken.Length - MostTold)} customers more.");
        }

        if (report.Unreadable > 0)
        {
            console.WriteLine($"{Page.Number(report.Unreadable)} customers' keys are gone: their chains were verified, their contents cannot be read.");
        }

        if (report.UnfinishedKeys > 0)
        {
            console.WriteLine($"{Page.Number(report.UnfinishedKeys)} native keys wait for a creation to be finished.");
        }

        console.MarkupLine(report.Holds
            ? $"{Page.Mark("holds", "green")}  {Page.Mark(Counts(report))}"
            : $"{Page.Mark("does not hold", "red")}  {Page.Number(report.Broken.Length)} of {Page.Mark(Counts(report))}");
    }

    private static string Counts(VerificationReport report) => $"{Page.Number(report.Customers)} customers, {Page.Number(report.Entries)} entries verified";
}
