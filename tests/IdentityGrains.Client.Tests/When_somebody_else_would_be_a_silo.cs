using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using IdentityGrains.Client.Tests.Given;

namespace IdentityGrains.Client.Tests;

/// <summary>Bad inputs DB4 and OR11: a row in the membership, or a name that is another cluster's, makes nobody a silo.</summary>
public sealed class When_somebody_else_would_be_a_silo : IAsyncLifetime
{
    private const string Cluster = "identitygrains";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-tls-");
    private readonly ClusterCertificates _ours;
    private SharedStore _store = null!;

    public When_somebody_else_would_be_a_silo() => _ours = new ClusterCertificates(Path.Combine(_folder.FullName, "ours"), Cluster);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await SharedStore.Start();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _ours.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_forged_row_is_called_hears_nothing_and_is_voted_out()
    {
        await using var product = await Product.Start(Settings(_ours));
        using var strangers = new ClusterCertificates(Path.Combine(_folder.FullName, "strangers"), Cluster);
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.9"), 0);
        listener.Start();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Now);
        var stranger = Listen(listener, strangers, ended.Token);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await Forge("127.0.0.9", port);
        await Eventually.Holds("The forged silo is voted out", Patience, async () => await _store.Ask(
            $"SELECT Status FROM orleans.OrleansMembershipTable WHERE Port = {port}") is 6);
        await ended.CancelAsync();
        listener.Stop();
        var (called, heard) = await stranger;

        Assert.True(called > 0);
        Assert.Equal(0, heard);
        await using var frontEnd = await Start(product);
        await frontEnd.Identity.BeginOne("C-1");
    }

    [Fact]
    public async Task Without_certificates_nothing_is_said_to_silos_elsewhere()
    {
        var elsewhere = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)
            .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        Assert.SkipWhen(elsewhere is null, "This machine has no address but its own.");
        using var listener = new TcpListener(elsewhere, 0);
        listener.Start();
        await _store.Ask($"INSERT INTO orleans.OrleansMembershipVersionTable (DeploymentId) VALUES ('{Cluster}')");
        await Forge(elsewhere.ToString(), ((IPEndPoint)listener.LocalEndpoint).Port);

        (await Ended.Of([.. _store.Settings, new("IdentityGrains__Role", "Gateway")])).WithTheSentence("not called without TLS");

        using var called = await listener.AcceptTcpClientAsync(Now);
        Assert.Equal(0, await called.GetStream().ReadAsync(new byte[64], Now));
    }

    [Fact]
    public async Task A_silo_of_another_cluster_does_not_join_and_leaves_no_row()
    {
        await using var product = await Product.Start(Settings(_ours));
        _ours.Keep(silo: true, _ours.Issue(silo: true, cluster: "elsewhere"));

        (await Ended.Of([.. Settings(_ours), new("IdentityGrains__ClusterId", "elsewhere")])).WithTheSentence("live over this store");
        (await Ended.Of([.. Settings(null), new("IdentityGrains__ClusterId", "elsewhere")])).WithTheSentence("live over this store");

        Assert.Equal(1L, await _store.Ask("SELECT count(*) FROM orleans.OrleansMembershipTable"));
        Assert.Equal(1L, await _store.Ask("SELECT count(*) FROM orleans.OrleansMembershipVersionTable"));
    }

    private Dictionary<string, string> Settings(ClusterCertificates? certificates) => new(
        _store.Settings.Concat(certificates?.Settings(silo: true) ?? new Dictionary<string, string>(StringComparer.Ordinal))
            .Append(new("IdentityGrains__KeyFolder", Path.Combine(_folder.FullName, "keys"))),
        StringComparer.Ordinal);

    private Task<FrontEnd> Start(Product product) => FrontEnd.Start(
        options =>
        {
            options.Clustering = _store.Membership;
            options.Tls = new()
            {
                CertificateFile = _ours.FileOf(silo: false, "pem"), KeyFile = _ours.FileOf(silo: false, "key"), SiloRootsFile = _ours.SiloRoots,
            };
        },
        _ => Task.FromResult(ServiceToken.OfJwt(product.Token(TimeProvider.System.GetUtcNow()))));

    private Task<object?> Forge(string address, int port) => _store.Ask(
        $"""
        UPDATE orleans.OrleansMembershipVersionTable SET Version = Version + 1;
        INSERT INTO orleans.OrleansMembershipTable
            (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
        VALUES ('{Cluster}', '{address}', {port}, 1, 'forged', 'forged', 3, {port}, now(), now())
        """);

    // Presents what looks like a silo's certificate, and counts what is said to it once it believes to be connected.
    private static async Task<(int Called, int Heard)> Listen(TcpListener listener, ClusterCertificates strangers, CancellationToken ended)
    {
        using var certificate = strangers.Issue(silo: true);
        var (called, heard) = (0, 0);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                using var caller = await listener.AcceptTcpClientAsync(ended);
                called++;
                await using var tls = new SslStream(caller.GetStream());
                await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificate = certificate, ClientCertificateRequired = true,
                        RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
                    },
                    ended);
                heard += await tls.ReadAsync(new byte[64], ended);
            }
            catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Refused, or the end.
            }
        }

        return (called, heard);
    }
}
