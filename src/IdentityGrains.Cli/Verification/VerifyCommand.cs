using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Look;
using IdentityGrains.Storage.Postgres;
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
        var connection = new Option<string?>("--connection")
        {
            Description = "A PostgreSQL store instead of an embedded one, as a login that is a member of ig_silo or ig_verify.",
        };
        var keys = new Option<DirectoryInfo?>("--keys")
        {
            Description = "The key folder. Default: keys in the data folder; with --connection none, and what needs no key is verified.",
        };
        var verify = new Command("verify", "Verifies every customer's record in a store, also of a product that runs. Fails when anything does not hold.")
        {
            data, connection, keys,
        };
        verify.SetAction((asked, ct) => Failures.Told(
            asked, () => Verify(Page.Of(asked), asked.GetRequiredValue(data), asked.GetValue(connection), asked.GetValue(keys), ct)));
        return verify;
    }

    /// <summary>Verifies a store and tells what was found.</summary>
    public static async Task<int> Verify(
        IAnsiConsole console, DirectoryInfo folder, string? connection = null, DirectoryInfo? keys = null, CancellationToken ct = default)
    {
        await using var records = Open(folder, connection, keys);
        var verifier = new StoreVerifier(records);
        var report = Page.IsPaper(console)
            ? await verifier.Run(null, ct)
            : await console.Status().StartAsync("Verifying", status => verifier.Run(now => status.Status = Page.Mark(Counts(now)), ct));
        Tell(console, report);
        return report.Holds ? ExitCode.Well : ExitCode.Wrong;
    }

    private static IStoredRecords Open(DirectoryInfo folder, string? connection, DirectoryInfo? keys)
    {
        if (connection is not null)
        {
            return PostgresRecords.Open(connection, keys?.FullName);
        }

        return File.Exists(Path.Combine(folder.FullName, "store.db"))
            ? SqliteRecords.Open(new SqliteStoreOptions { Folder = folder.FullName, KeyFolder = keys?.FullName })
            : throw new FileNotFoundException($"There is no store in {folder.FullName}. Name the server's data folder with --data, or --connection.");
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
