using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using IdentityGrains.Client.Connections;
using IdentityGrains.Client.Tests.Given;

namespace IdentityGrains.Client.Tests.Connections;

/// <summary>Bad inputs OR1: whose certificate is good for which end of which connection.</summary>
public sealed class WhoIsLetInTests : IDisposable
{
    private const string Here = "here";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-tls-");
    private readonly ClusterCertificates _ours;
    private readonly ClusterCertificates _strangers;

    public WhoIsLetInTests()
    {
        _ours = new ClusterCertificates(Path.Combine(_folder.FullName, "ours"), Here);
        _strangers = new ClusterCertificates(Path.Combine(_folder.FullName, "strangers"), Here);
    }

    [Theory]
    [InlineData("a silo", true)]
    [InlineData("a client", false)]
    [InlineData("nobody", false)]
    [InlineData("a silo of another root", false)]
    [InlineData("a silo of another cluster", false)]
    [InlineData("a silo whose certificate ended", false)]
    [InlineData("a silo whose certificate is for servers alone", false)]
    [InlineData("a silo's name under the clients' root", false)]
    public async Task The_port_between_silos_is_open_to_silos(string caller, bool letIn)
    {
        using var certificate = Certificate(caller);
        Assert.Equal(letIn, await Meeting.Of(_ours, true, Here).Called(PeerRole.Silo, certificate));
    }

    [Theory]
    [InlineData("a client", true)]
    [InlineData("a silo", false)]
    [InlineData("nobody", false)]
    [InlineData("a client of another root", false)]
    [InlineData("a client of another cluster", false)]
    [InlineData("a client whose certificate ended", false)]
    [InlineData("a client whose certificate is for servers alone", false)]
    public async Task The_port_for_clients_is_open_to_clients(string caller, bool letIn)
    {
        using var certificate = Certificate(caller);
        Assert.Equal(letIn, await Meeting.Of(_ours, true, Here).Called(PeerRole.Client, certificate));
    }

    [Theory]
    [InlineData("a silo", true)]
    [InlineData("a client", false)]
    [InlineData("a silo of another root", false)]
    [InlineData("a silo of another cluster", false)]
    [InlineData("a silo whose certificate ended", false)]
    [InlineData("a silo whose certificate is for clients alone", false)]
    public async Task Silos_alone_are_called(string called, bool spokenTo)
    {
        using var certificate = Certificate(called)!;
        Assert.Equal(spokenTo, await Meeting.Of(_ours, false, Here).Calling(certificate));
        Assert.Equal(spokenTo, await Meeting.Of(_ours, true, Here).Calling(certificate));
    }

    [Fact]
    public async Task An_older_TLS_is_none()
    {
        using var silo = _ours.Issue(silo: true);
        Assert.False(await Meeting.Of(_ours, true, Here).Called(PeerRole.Silo, silo, SslProtocols.Tls12));
        Assert.True(await Meeting.Of(_ours, true, Here).Called(PeerRole.Silo, silo, SslProtocols.Tls13));
    }

    [Fact]
    public async Task Renewed_files_count_from_the_next_connection_and_unfit_ones_never()
    {
        var port = Meeting.Of(_ours, true, Here);
        using var before = _ours.Issue(silo: false);
        Assert.True(await port.Called(PeerRole.Client, before));

        _ours.Renew();
        using var after = _ours.Issue(silo: false);
        Assert.False(await port.Called(PeerRole.Client, before));
        Assert.True(await port.Called(PeerRole.Client, after));

        // A renewal that went wrong half way, and a key that others can read: what counted goes on to count.
        await File.WriteAllTextAsync(_ours.FileOf(silo: true, "pem"), "no certificate", TestContext.Current.CancellationToken);
        Assert.True(await port.Called(PeerRole.Client, after));
        _ours.Renew();
        ClusterCertificates.Allow(_ours.FileOf(silo: true, "key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.True(await port.Called(PeerRole.Client, after));
    }

    public void Dispose()
    {
        _ours.Dispose();
        _strangers.Dispose();
        _folder.Delete(recursive: true);
    }

    private X509Certificate2? Certificate(string of)
    {
        var silo = of.StartsWith("a silo", StringComparison.Ordinal);
        return of.Split(' ')[^1] switch
        {
            "nobody" => null,
            "silo" or "client" => _ours.Issue(silo),
            "root" when of.EndsWith("another root", StringComparison.Ordinal) => _strangers.Issue(silo),
            "root" => _ours.Issue(silo, underOther: true),
            "cluster" => _ours.Issue(silo, cluster: "elsewhere"),
            "ended" => _ours.Issue(silo, expired: true),
            _ when of.Contains("for servers", StringComparison.Ordinal) => _ours.Issue(silo, purpose: ClusterCertificates.ForServers),
            _ => _ours.Issue(silo, purpose: ClusterCertificates.ForClients),
        };
    }
}
