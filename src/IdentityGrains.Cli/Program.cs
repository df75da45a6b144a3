using IdentityGrains.Cli.Policies;
using IdentityGrains.Cli.Sample;

var igrains = new RootCommand("The command line of IdentityGrains.")
{
    PolicyCommand.Create(),
    SampleCommand.Create(),
};
return await igrains.Parse(args).InvokeAsync();
