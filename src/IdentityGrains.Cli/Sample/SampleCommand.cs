using IdentityGrains.Cli.Look;
using IdentityGrains.Cli.Tour;

namespace IdentityGrains.Cli.Sample;

/// <summary><c>igrains sample</c>: the fictional shop that comes along, happening.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Where the store and its keys lie.", DefaultValueFactory = _ => "data" };
        var port = new Option<int>("--port")
        {
            Description = "The port of HTTP; when it is in use, the next one that is free.", DefaultValueFactory = _ => 8080,
        };
        var exit = new Option<bool>("--exit-when-done") { Description = "Stops when everything is told, instead of running on." };
        var sample = new Command("sample", "Starts the whole product, lets half a year of a fictional shop happen, and tells what became of it.")
        {
            data, port, exit, SampleWriteCommand.Create(),
        };
        sample.SetAction((asked, ct) => Failures.Told(asked, async () =>
        {
            await new TourRun(Page.Of(asked), asked.GetRequiredValue(data)).Run(asked.GetRequiredValue(port), asked.GetValue(exit), ct);
            return ExitCode.Well;
        }));
        return sample;
    }
}
