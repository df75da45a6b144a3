using System.Globalization;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Tour;

/// <summary>Tells the story of the sample's named people: an update that is accepted, one that loses, one that is refused, each with its reason.</summary>
internal static class StoryPage
{
    public static async Task Tell(IAnsiConsole console, string file, ImportState state, GatewayClient gateway, string token, CancellationToken ct)
    {
        var lines = await Ending.Lines(file, Episode.All, ct);
        foreach (var person in Episode.All.GroupBy(e => (e.Person, e.Customer)))
        {
            Page.Heading(console, $"{person.Key.Person} (commerce/{person.Key.Customer})");
            var grid = new Grid { Expand = false };
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 2, 0) });
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
            grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
            foreach (var episode in person)
            {
                if (!lines.TryGetValue(episode, out var line))
                {
                    continue;
                }

                var ending = await Ending.Of(episode, state, line, gateway, token, ct);
                grid.AddRow(
                    new Markup(Page.Mark(ending.Verdict, ending.Style)), new Text(episode.At.ToString("d MMM", CultureInfo.InvariantCulture)),
                    new Rows(new Text(episode.Told), new Markup(Page.Mark(ending.Why, "grey"))));
            }

            console.Write(grid);
        }
    }
}
