namespace IdentityGrains.Cli.Policies;

/// <summary><c>igrains policy</c>: what can be asked of a policy document, and its way into force.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Governance policy documents and their way into force.")
    {
        LintCommand.Create(),
        TestCommand.Create(),
        DiffCommand.Create(),
        PolicyActs.Propose(),
        PolicyActs.Approve(),
        PolicyActs.Activate(),
        StatusCommand.Create(),
    };
}
