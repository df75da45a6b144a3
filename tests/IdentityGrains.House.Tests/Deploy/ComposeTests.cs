using System.Text.RegularExpressions;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>The cluster of one machine's containers, as it is written; no container runs here.</summary>
public sealed partial class ComposeTests
{
    private const string File = "deploy/compose/compose.yaml";

    private static readonly Node Compose = Node.Documents(Repository.Read(File)).Single();

    private static readonly string[] Silos = ["silo-1", "silo-2", "silo-3"];

    private static IEnumerable<(string Name, Node Service)> Services => Compose["services"].Members.Select(m => (m.Name, m.Value));

    private static IEnumerable<(string Name, Node Service)> Hosts => Services.Where(s => Silos.Append("gateway").Contains(s.Name, StringComparer.Ordinal));

    [Fact]
    public void A_database_a_migration_three_silos_and_a_gateway_run() =>
        Assert.Equal(["gateway", "logins", "migrate", "postgres", .. Silos], Compose["services"].Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_variable_is_a_setting_and_none_is_a_secret() => Offenders.None(
        "An environment variable is one that the product reads; passwords come from files.",
        Services.SelectMany(s => Settings.Faults(s.Name, s.Service["environment"].Members.ToDictionary(m => m.Name, m => m.Value.Text))));

    [Fact]
    public void No_silo_starts_before_the_logins_and_no_login_before_the_migration()
    {
        Assert.Equal("service_healthy", Compose["services"]["migrate"]["depends_on"]["postgres"]["condition"].Text);
        Assert.Equal("service_completed_successfully", Compose["services"]["logins"]["depends_on"]["migrate"]["condition"].Text);
        Assert.All(Silos, s => Assert.Equal("service_completed_successfully", Compose["services"][s]["depends_on"]["logins"]["condition"].Text));
        Assert.Equal("service_healthy", Compose["services"]["gateway"]["depends_on"]["silo-1"]["condition"].Text);
    }

    [Fact]
    public void Whoever_is_waited_for_is_there() => Offenders.None(
        "depends_on names services, service_healthy one with a health check.",
        from service in Services
        from needed in service.Service["depends_on"].Members
        let other = Compose["services"][needed.Name]
        where !other.IsThere || (needed.Value["condition"].Text == "service_healthy" && !other["healthcheck"]["test"].IsThere)
        select $"{service.Name} needs {needed.Name}");

    [Fact]
    public void Secrets_networks_and_volumes_that_are_used_are_declared() => Offenders.None(
        "What a service names stands at the top.",
        Services.SelectMany(s => s.Service["secrets"].Texts.Except(Compose["secrets"].Names)
            .Concat(s.Service["networks"].Names.Concat(s.Service["networks"].Texts).Except(Compose["networks"].Names))
            .Concat(s.Service["volumes"].Texts.Select(v => v.Split(':')[0]).Where(v => !v.StartsWith('.')).Except(Compose["volumes"].Names))
            .Select(name => $"{s.Name}: {name}")));

    [Fact]
    public void Files_that_are_mounted_are_there_or_stay_out_of_the_repository() => Offenders.None(
        "A mounted file is committed, or the operator's.",
        from service in Services
        from volume in service.Service["volumes"].Texts
        let source = volume.Split(':')[0]
        where source.StartsWith('.') && source != "./trust" && !System.IO.File.Exists(Path.Combine(Repository.PathOf("deploy/compose"), source))
        select $"{service.Name}: {source}");

    [Fact]
    public void Every_secret_is_a_file_that_git_does_not_see_and_that_prepare_makes() => Offenders.None(
        "A secret lies below secrets, where prepare.sh puts it.",
        from secret in Compose["secrets"].Members
        where secret.Value["file"].Text != $"./secrets/{secret.Name}"
            || !Repository.Read("deploy/compose/prepare.sh").Contains($"keep {secret.Name} ", StringComparison.Ordinal)
            || !Repository.Lines("deploy/compose/.gitignore").Contains("/secrets/")
        select secret.Name);

    [Fact]
    public void Silos_advertise_the_address_that_they_have_on_the_network_without_a_way_out()
    {
        var addresses = Silos.Select(s => Compose["services"][s]["environment"]["IdentityGrains__AdvertisedAddress"].Text).ToArray();
        Assert.Equal(addresses, Silos.Select(s => Compose["services"][s]["networks"]["private"]["ipv4_address"].Text));
        Assert.Distinct(addresses);
        Assert.Equal("true", Compose["networks"]["private"]["internal"].Text);
    }

    [Fact]
    public void Only_the_gateway_can_be_reached_from_outside_and_only_from_this_machine()
    {
        Assert.Equal(["gateway"], Services.Where(s => s.Service["ports"].IsThere).Select(s => s.Name));
        Assert.All(Compose["services"]["gateway"]["ports"].Texts, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }

    [Fact]
    public void Hosts_may_do_little_and_have_time_to_stop() => Offenders.None(
        "A host's file system is read-only, it has no capability, a health check, and longer to stop than it needs.",
        from host in Hosts
        let grace = Seconds().Match(host.Service["stop_grace_period"].Text).Groups["n"].Value
        where host.Service["read_only"].Text != "true" || !host.Service["cap_drop"].Texts.SequenceEqual(["ALL"])
            || !host.Service["healthcheck"]["test"].Texts.Contains("/app/healthy")
            || !int.TryParse(grace, out var seconds) || seconds <= Stopping.Seconds
        select host.Name);

    [GeneratedRegex(@"^(?<n>\d+)s$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seconds();
}
