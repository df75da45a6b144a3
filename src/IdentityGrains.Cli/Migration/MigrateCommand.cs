using IdentityGrains.Cli.Look;
using IdentityGrains.Storage.Postgres;

namespace IdentityGrains.Cli.Migration;

/// <summary><c>igrains migrate up</c>: brings a PostgreSQL database to this program's schema. A step of its own, by an owner: no silo ever does it.</summary>
internal static class MigrateCommand
{
    /// <summary>Where the connection string is read from when it is not given: an argument can be seen in the list of processes.</summary>
    public const string Variable = "ConnectionStrings__Owner";

    public static Command Create()
    {
        var connection = new Option<string?>("--connection")
        {
            Description = $"How to connect, as a login that owns the database and may create roles. Default: the environment variable {Variable}.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what would be applied." };
        var up = new Command("up", "Applies what the database lacks. Safe to repeat, and to run twice at once.") { connection, dryRun };
        up.SetAction((asked, ct) => Failures.Told(
            asked, () => Up(Page.Of(asked), asked.GetValue(connection) ?? Environment.GetEnvironmentVariable(Variable), asked.GetValue(dryRun), ct)));
        return new Command("migrate", "Prepares a PostgreSQL database for a cluster.") { up };
    }

    private static async Task<int> Up(IAnsiConsole console, string? connection, bool dryRun, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(connection))
        {
            console.WriteLine($"Name the database with --connection or {Variable}.");
            return ExitCode.Wrong;
        }

        var scripts = await PostgresMigrations.Up(connection, dryRun, ct);
        foreach (var script in scripts)
        {
            console.MarkupLine($"{Page.Mark(dryRun ? "would apply" : "applied", dryRun ? "yellow" : "green")} {Page.Mark(script)}");
        }

        console.WriteLine(scripts.Count == 0 ? "The database is up to date." : dryRun ? "Nothing was changed." : "The database is ready.");
        return ExitCode.Well;
    }
}
