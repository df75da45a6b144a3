using IdentityGrains.Cli.Policies;

var igrains = new RootCommand("The command line of IdentityGrains.")
{
    PolicyCommand.Create(),
};
return await igrains.Parse(args).InvokeAsync();
