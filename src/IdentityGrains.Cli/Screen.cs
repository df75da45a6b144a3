namespace IdentityGrains.Cli;

/// <summary>Where a verb writes.</summary>
internal static class Screen
{
    /// <summary>Spectre would break the lines of a file or pipe at 80 characters; whoever reads them there wants each line whole.</summary>
    private const int Unbroken = 32_767;

    /// <summary>The verb's output: with colours on a terminal, plain and unbroken elsewhere.</summary>
    public static IAnsiConsole Of(ParseResult asked)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(asked.InvocationConfiguration.Output) });
        if (!screen.Profile.Out.IsTerminal)
        {
            screen.Profile.Width = Unbroken;
        }

        return screen;
    }
}
