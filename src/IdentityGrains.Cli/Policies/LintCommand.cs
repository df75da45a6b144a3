namespace IdentityGrains.Cli.Policies;

/// <summary><c>igrains policy lint FILE</c>: names everything that is wrong with a document.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var file = PolicyFile.Argument();
        var lint = new Command("lint", "Names everything that is wrong with a document: its place, the code of the rule, and a sentence.") { file };
        lint.SetAction((asked, ct) => Lint(asked.GetRequiredValue(file), Screen.Of(asked), ct));
        return lint;
    }

    private static async Task<int> Lint(FileInfo file, IAnsiConsole screen, CancellationToken ct)
    {
        var reading = await PolicyFile.Read(file, screen, ct);
        if (!reading.Accepted)
        {
            screen.MarkupLineInterpolated($"[red]{reading.Errors.Length} errors[/]");
            return ExitCode.Wrong;
        }

        var policy = reading.Policy;
        screen.MarkupInterpolated($"[green]{policy.Reference}[/]: {policy.Fields.Count} fields, {policy.Sources.Count} sources, ");
        screen.MarkupLineInterpolated($"{policy.Platforms.Count} platforms, {policy.Tests.Length} tests");
        screen.MarkupLineInterpolated($"sha256 {policy.Hash}");
        return ExitCode.Well;
    }
}
