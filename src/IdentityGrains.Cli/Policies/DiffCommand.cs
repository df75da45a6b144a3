using IdentityGrains.Cli.Look;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Policies.Differences;

namespace IdentityGrains.Cli.Policies;

/// <summary><c>igrains policy diff OLD NEW</c>: says in words how two documents differ, and whether the newer one releases more to anybody.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var older = PolicyFile.Argument("OLD", "The document to compare with (YAML).");
        var newer = PolicyFile.Argument("NEW", "The document that would take its place (YAML).");
        var diff = new Command(
            "diff", "Says how two documents differ in what they mean, and whom the newer one tells more. Exit code: 0 same, 1 different, 2 trouble.")
        {
            older, newer,
        };
        diff.SetAction((asked, ct) => Compare(asked.GetRequiredValue(older), asked.GetRequiredValue(newer), Screen.Of(asked), ct));
        return diff;
    }

    /// <summary>Compares two documents.</summary>
    public static async Task<int> Compare(FileInfo older, FileInfo newer, IAnsiConsole screen, CancellationToken ct)
    {
        // Both are read before either is judged, so that everything wrong with both is named at once.
        var (was, isNow) = (await Read(older, screen, ct), await Read(newer, screen, ct));
        if (was is null || isNow is null)
        {
            return ExitCode.Unreadable;
        }

        var difference = PolicyDifference.Between(was, isNow);
        foreach (var change in difference.Changes)
        {
            screen.WriteLine(Page.Plain(change.Sentence));
        }

        foreach (var what in difference.Widens)
        {
            screen.MarkupLine($"{Page.Mark("widens:", "yellow")} {Page.Mark(what)}");
        }

        return difference.IsNone ? ExitCode.Well : ExitCode.Wrong;
    }

    private static async Task<Policy?> Read(FileInfo file, IAnsiConsole screen, CancellationToken ct)
    {
        try
        {
            return (await PolicyFile.Read(file, screen, ct)).Policy;
        }
        catch (Exception why) when (why is IOException or UnauthorizedAccessException)
        {
            screen.MarkupLine($"{Page.Mark(file.Name)}: {Page.Mark("cannot be read", "red")}");
            return null;
        }
    }
}
