using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using IdentityGrains.Client.Tests.Given;

namespace IdentityGrains.Client.Tests.Connections;

/// <summary>A process whose ports would be open to anybody, or whose certificates are not fit, ends with a sentence instead of starting.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-tls-");
    private readonly ClusterCertificates _ours;

    public RefusedStartTests() => _ours = new ClusterCertificates(Path.Combine(_folder.FullName, "ours"), "identitygrains");

    private IReadOnlyDictionary<string, string> Secured => _ours.Settings(silo: true);

    [Fact]
    public async Task A_silo_that_others_could_reach_needs_certificates()
    {
        var reached = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)
            .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        Assert.SkipWhen(reached is null, "This machine has no address but its own.");
        (await Ended.Of([
            new("IdentityGrains__Store", "Postgres"), new("IdentityGrains__AdvertisedAddress", reached!.ToString()),
            new("ConnectionStrings__IdentityGrains", "Host=127.0.0.1;Port=1"), new("ConnectionStrings__Cluster", "Host=127.0.0.1;Port=1"),
        ])).WithTheSentence("without TLS");
    }

    [Fact]
    public async Task Certificates_and_a_word_that_none_are_needed_contradict_each_other() =>
        (await Ended.Of([.. Secured, new("IdentityGrains__PlainOrleansPorts", "true")])).WithTheSentence("contradict");

    [Fact]
    public async Task A_key_that_others_may_read_is_none()
    {
        ClusterCertificates.Allow(_ours.FileOf(silo: true, "key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        (await Ended.Of(Secured)).WithTheSentence("is open to others");
    }

    [Fact]
    public async Task A_certificate_of_another_role_or_cluster_is_none()
    {
        (await Ended.Of([.. Secured, new("IdentityGrains__ClusterId", "elsewhere")])).WithTheSentence("urn:identitygrains:elsewhere:silo");
        (await Ended.Of(_ours.Settings(silo: false))).WithTheSentence("urn:identitygrains:identitygrains:silo");
    }

    [Fact]
    public async Task A_certificate_that_ended_is_none()
    {
        using var ended = _ours.Issue(silo: true, expired: true);
        _ours.Keep(silo: true, ended);
        (await Ended.Of(Secured)).WithTheSentence("not valid now");
    }

    [Fact]
    public async Task Files_that_are_missing_or_something_else_are_named()
    {
        (await Ended.Of([.. Secured, new("IdentityGrains__Tls__ClientRootsFile", "")])).WithTheSentence("ClientRootsFile is not set");
        (await Ended.Of([.. Secured, new("IdentityGrains__Tls__SiloRootsFile", "nowhere.pem")]))
            .WithTheSentence("IdentityGrains:Tls:SiloRootsFile names a file that cannot be read");
        (await Ended.Of([.. Secured, new("IdentityGrains__Tls__SiloRootsFile", _ours.FileOf(silo: true, "key"))]))
            .WithTheSentence("IdentityGrains:Tls:SiloRootsFile names a file without a certificate");
    }

    public void Dispose()
    {
        _ours.Dispose();
        _folder.Delete(recursive: true);
    }
}
