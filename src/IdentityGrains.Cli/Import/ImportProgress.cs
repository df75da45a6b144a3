using System.Globalization;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Import;

/// <summary>Shows how far an import is: a bar that moves, or a line now and then where nothing moves.</summary>
internal static class ImportProgress
{
    /// <summary>Shows the progress of what is played.</summary>
    /// <param name="console">Where.</param>
    /// <param name="from">The line that was reached before.</param>
    /// <param name="to">The last line.</param>
    /// <param name="tellRefusals">Whether each refused line is told as it comes.</param>
    /// <param name="play">Plays and tells the witness.</param>
    public static async Task Show(IAnsiConsole console, long from, long to, bool tellRefusals, Func<IImportWitness, Task> play)
    {
        if (Page.IsPaper(console))
        {
            await play(new Lines(console, from, to, tellRefusals));
            return;
        }

        await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("Importing", maxValue: to);
                bar.Value = from;
                await play(new Bar(console, bar, to, tellRefusals));
                bar.StopTask();
            });
    }

    /// <summary>A refused line in words.</summary>
    public static string Tell(RefusedLine refused)
    {
        var places = string.Join(", ", refused.Errors.Select(e => e.Pointer.Length == 0 ? e.Code : $"{e.Pointer} {e.Code}"));
        return $"line {refused.Line} refused: {refused.Problem}{(places.Length == 0 ? "" : $" ({places})")}";
    }

    /// <summary>A line that was left out, in words.</summary>
    public static string Tell(SkippedLine skipped) => $"line {skipped.Line} left out: {skipped.Why}";

    private sealed class Bar(IAnsiConsole console, ProgressTask bar, long to, bool tellRefusals) : IImportWitness
    {
        public void Reached(long line)
        {
            bar.Value = line;
            bar.Description = $"Importing line {Page.Number(line)} of {Page.Number(to)}";
        }

        public void Refused(RefusedLine refused)
        {
            if (tellRefusals)
            {
                console.MarkupLine(Page.Mark(Tell(refused), "yellow"));
            }
        }

        public void Skipped(SkippedLine skipped)
        {
            if (tellRefusals)
            {
                console.MarkupLine(Page.Mark(Tell(skipped), "yellow"));
            }
        }
    }

    private sealed class Lines(IAnsiConsole console, long from, long to, bool tellRefusals) : IImportWitness
    {
        private const int Steps = 5;
        private long _told = from * Steps / Math.Max(1, to);

        public void Reached(long line)
        {
            if (line * Steps / Math.Max(1, to) is var step && step > _told)
            {
                _told = step;
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Imported line {line:#,0} of {to:#,0}."));
            }
        }

        public void Refused(RefusedLine refused)
        {
            if (tellRefusals)
            {
                console.WriteLine(Page.Plain(Tell(refused)));
            }
        }

        public void Skipped(SkippedLine skipped)
        {
            if (tellRefusals)
            {
                console.WriteLine(Tell(skipped));
            }
        }
    }
}
