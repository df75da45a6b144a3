namespace IdentityGrains.House.Tests.Deploy;

/// <summary>The units, judged by systemd's own programs where they are installed; no unit is started here.</summary>
public sealed class SystemdTests
{
    private const string Analyze = "systemd-analyze";

    // systemd-analyze's own word for it: from 0.0, can do nothing, to 10.0. What it calls OK ends at 4.9; units that keep out of the way come far below.
    private const string MostExposure = "20";

    // EX_CONFIG of sysexits: what the host ends with when its configuration is wrong.
    private const string ConfigurationError = "78";

    public static TheoryData<string> Units => [.. UnitFile.All];

    [Fact]
    public void A_silo_and_a_gateway_have_units() =>
        Assert.Equal(["deploy/systemd/identitygrains-gateway.service", "deploy/systemd/identitygrains-silo.service"], UnitFile.All);

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_sets_what_the_product_reads_and_no_secret(string unit) => Offenders.None(
        "An environment variable is one that the product reads; passwords are credentials.", Settings.Faults(unit, new UnitFile(unit).Environment));

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_gives_time_to_stop_and_does_not_repeat_what_was_refused(string unit)
    {
        var file = new UnitFile(unit);
        Assert.True(file.Seconds("TimeoutStopSec") > Stopping.Seconds);
        Assert.Equal(["on-failure"], file["Restart"]);
        Assert.Equal([ConfigurationError], file["RestartPreventExitStatus"]);
        Assert.Equal(["notify"], file["Type"]);
        Assert.Single(file["WorkingDirectory"]);
        Assert.Single(file["LoadCredential"]);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Systemd_understands_every_line(string unit)
    {
        Assert.SkipUnless(Tool.IsThere(Analyze), "systemd-analyze is not installed (Debian package systemd).");
        using var folder = new TemporaryFolder();
        var (exitCode, said) = await Tool.Run(Analyze, folder.Path, "verify", "--man=no", Runnable(unit, folder.Path));
        Assert.True(exitCode == 0 && said.Length == 0, said);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public async Task A_unit_may_do_little(string unit)
    {
        Assert.SkipUnless(Tool.IsThere(Analyze), "systemd-analyze is not installed (Debian package systemd).");
        using var folder = new TemporaryFolder();
        var (exitCode, said) = await Tool.Run(
            Analyze, folder.Path, "security", "--offline=true", "--no-pager", "--threshold=" + MostExposure, Runnable(unit, folder.Path));
        Assert.True(exitCode == 0, said);
    }

    // The program is not installed on this machine, and systemd would say so.
    private static string Runnable(string unit, string folder)
    {
        var program = new UnitFile(unit)["ExecStart"].Single();
        Assert.Equal("/opt/identitygrains/IdentityGrains.Silo", program);
        var path = Path.Combine(folder, Path.GetFileName(unit));
        File.WriteAllText(path, Repository.Read(unit).Replace("ExecStart=" + program, "ExecStart=/bin/true", StringComparison.Ordinal));
        return path;
    }
}
