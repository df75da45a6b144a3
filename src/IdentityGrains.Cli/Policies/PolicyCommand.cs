namespace IdentityGrains.Cli.Policies;

/// <summary><c>igrains policy</c>: what can be asked of a policy document.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Governance policy documents.")
    {
        LintCommand.Create(),
        TestCommand.Create(),
        DiffCommand.Create(),
    };
}
