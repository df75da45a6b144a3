using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;
using IdentityGrains.Domain;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Cli.Tour;

/// <summary>Shows how far each platform has acknowledged.</summary>
internal static class DeliveryPage
{
    /// <summary>Watches the deliveries, showing how many still wait, and then shows how they stand.</summary>
    public static async Task Show(IAnsiConsole console, DeliveryWatch watch, IReadOnlyList<string> platforms, TimeSpan longest, CancellationToken ct)
    {
        Page.Heading(console, "What the platforms have acknowledged, per customer");
        ImmutableArray<DeliveryCount> counts = [];
        if (Page.IsPaper(console))
        {
            counts = await watch.UntilTold(longest, _ => { }, ct);
        }
        else
        {
            await console.Status().StartAsync("Waiting for acknowledgements", async status =>
                counts = await watch.UntilTold(longest, now => status.Status = Page.Mark(Progress(now)), ct));
        }

        console.Write(TableOf(console, counts));
        if (platforms.Except(counts.Select(c => c.Platform)).ToArray() is { Length: > 0 } absent)
        {
            console.WriteLine($"No connector is installed for {Page.Plain(string.Join(", ", absent))}: nothing is planned for them.");
        }

        if (DeliveryWatch.Waiting(counts) is > 0 and var waiting)
        {
            console.WriteLine($"{Page.Number(waiting)} deliveries still wait; they go on while the product runs.");
        }
    }

    private static string Progress(ImmutableArray<DeliveryCount> counts) =>
        $"{Page.Number(DeliveryWatch.Waiting(counts))} deliveries wait, {Page.Number(Of(counts, "confirmed"))} are confirmed";

    private static long Of(IEnumerable<DeliveryCount> counts, string state) => counts.Where(c => c.State == state).Sum(c => c.Count);

    private static Table TableOf(IAnsiConsole console, ImmutableArray<DeliveryCount> counts)
    {
        var states = Words.All<DeliveryState>().Where(s => Of(counts, s) > 0).ToArray();
        var table = Page.Table(console, ["platform", .. states.Select(s => s.Replace('_', ' '))]);
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var platform in counts.Select(c => c.Platform).Distinct())
        {
            var own = counts.Where(c => c.Platform == platform).ToArray();
            table.AddRow([Page.Mark(platform), .. states.Select(s => Of(own, s) is > 0 and var n ? Page.Number(n) : "")]);
        }

        return table;
    }
}
