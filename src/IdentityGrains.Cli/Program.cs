using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Drill;
using IdentityGrains.Cli.Explain;
using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.LookBack;
using IdentityGrains.Cli.Migration;
using IdentityGrains.Cli.Policies;
using IdentityGrains.Cli.Sample;
using IdentityGrains.Cli.Simulators;
using IdentityGrains.Cli.Verification;

var igrains = new RootCommand("The command line of IdentityGrains.")
{
    SampleCommand.Create(),
    DrillCommand.Create(),
    SimulatorsCommand.Create(),
    ImportCommand.Create(),
    ExplainCommand.Create(),
    TokenCommand.Create(),
    ReconcileCommand.Create(),
    ReportCommand.Create(),
    ExceptionsCommand.Create(),
    VerifyCommand.Create(),
    PolicyCommand.Create(),
    MigrateCommand.Create(),
};

// What was begun is brought to an end before the process goes: the host hands over its work and closes its store.
var patient = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await igrains.Parse(args).InvokeAsync(patient);
