using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Drill;

/// <summary>
/// <c>igrains drill</c>: what goes wrong between a record and its copies goes wrong on purpose, and it is seen what the product does about it.
/// </summary>
internal static class DrillCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Where the store and its keys lie.", DefaultValueFactory = _ => "data" };
        var port = new Option<int>("--port")
        {
            Description = "The port of HTTP; when it is in use, the next one that is free.", DefaultValueFactory = _ => 8080,
        };
        var outage = new Option<int>("--outage") { Description = "For how many seconds a platform is away.", DefaultValueFactory = _ => 60 };
        outage.Validators.Add(told =>
        {
            if (told.GetValueOrDefault<int>() is < 1 or > 3600)
            {
                told.AddError("--outage takes 1 to 3600 seconds.");
            }
        });
        var drill = new Command(
            "drill", "Lets the sample shop happen, and then a foreign edit, a withdrawal, an outage and a lost answer. Exit code: 0 all ended well, 1 not all.")
        {
            data, port, outage,
        };
        drill.SetAction((asked, ct) => Failures.Told(asked, async () =>
        {
            var run = new DrillRun(Page.Of(asked), asked.GetRequiredValue(data), TimeSpan.FromSeconds(asked.GetValue(outage)));
            return await run.Run(asked.GetRequiredValue(port), ct) ? ExitCode.Well : ExitCode.Wrong;
        }));
        return drill;
    }
}
