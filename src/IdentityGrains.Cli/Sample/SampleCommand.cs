namespace IdentityGrains.Cli.Sample;

/// <summary><c>igrains sample</c>: the fictional shop that comes along.</summary>
internal static class SampleCommand
{
    public static Command Create() => new("sample", "The fictional shop that comes along.") { SampleWriteCommand.Create() };
}
