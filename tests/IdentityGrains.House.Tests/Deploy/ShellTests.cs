namespace IdentityGrains.House.Tests.Deploy;

/// <summary>Scripts, judged by shellcheck where it is installed.</summary>
public sealed class ShellTests
{
    public static TheoryData<string> Scripts =>
        [.. Repository.Files.Where(f => Path.GetExtension(f) is ".sh" || Repository.Lines(f).FirstOrDefault("") == "#!/usr/bin/env bash")];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_has_no_fault_that_shellcheck_knows(string script)
    {
        Assert.SkipUnless(Tool.IsThere("shellcheck"), "shellcheck is not installed (Debian package shellcheck).");
        var (exitCode, said) = await Tool.Run("shellcheck", Repository.Root, script);
        Assert.True(exitCode == 0, said);
    }
}
