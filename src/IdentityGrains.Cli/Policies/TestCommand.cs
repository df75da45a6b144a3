using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Cli.Policies;

/// <summary><c>igrains policy test FILE</c>: asks the document's own examples.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var file = PolicyFile.Argument();
        var test = new Command("test", "Runs the document's own examples and names each that comes out otherwise than written.") { file };
        test.SetAction((asked, ct) => Test(asked.GetRequiredValue(file), Screen.Of(asked), ct));
        return test;
    }

    private static async Task<int> Test(FileInfo file, IAnsiConsole screen, CancellationToken ct)
    {
        var reading = await PolicyFile.Read(file, screen, ct);
        if (!reading.Accepted)
        {
            screen.MarkupLineInterpolated($"[red]{reading.Errors.Length} errors[/]: no policy, so no example was asked");
            return ExitCode.Wrong;
        }

        var results = EmbeddedTests.Run(reading.Policy);
        foreach (var failed in results.Where(r => !r.Passed))
        {
            screen.MarkupLineInterpolated($"[red]failed[/] {failed.Name}");
            foreach (var difference in failed.Differences)
            {
                screen.MarkupLineInterpolated($"    {difference.What}: expected {difference.Expected}, got {difference.Got}");
            }
        }

        var passed = results.Count(r => r.Passed);
        screen.WriteLine($"{passed} passed, {results.Length - passed} failed");
        return passed == results.Length ? ExitCode.Well : ExitCode.Wrong;
    }
}
