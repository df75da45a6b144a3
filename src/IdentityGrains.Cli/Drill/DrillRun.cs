using IdentityGrains.Cli.Look;
using IdentityGrains.Cli.Tour;
using IdentityGrains.Silo.Hosting;

namespace IdentityGrains.Cli.Drill;

/// <summary>Plays the drills on one of the sample's people, one after the other, and tells what was seen.</summary>
/// <param name="console">Where it is told.</param>
/// <param name="data">The data folder.</param>
/// <param name="outage">For how long a platform is away.</param>
internal sealed class DrillRun(IAnsiConsole console, string data, TimeSpan outage)
{
    /// <summary>Starts the product, lets the sample happen and plays the drills; true when each ended as it should.</summary>
    public async Task<bool> Run(int wantedPort, CancellationToken ct)
    {
        var tour = new TourRun(console, data);
        await using var host = await tour.Start(wantedPort, ct);
        await tour.Show(host, ct);
        return await Play(host, ct);
    }

    /// <summary>Plays the drills on a host that has the sample.</summary>
    public async Task<bool> Play(ProductHost host, CancellationToken ct)
    {
        using var scene = new Scene(host, console, TimeProvider.System);
        Page.Heading(console, "What the platforms hold of Ana Sousa (C-1001)");
        await scene.ShowHoldings(ct);
        var well = await new ForeignEdit(scene).Play(ct);
        well &= await new Withdrawal(scene).Play(ct);
        well &= await new Outage(scene, outage).Play(ct);
        well &= await new LostAnswer(scene).Play(ct);
        Page.Heading(console, "And now");
        await scene.ShowHoldings(ct);
        console.MarkupLine(well ? Page.Mark("Every drill ended as it should.", "green") : Page.Mark("Not every drill ended as it should.", "red"));
        return well;
    }
}
