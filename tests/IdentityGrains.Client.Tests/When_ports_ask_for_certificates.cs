using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using IdentityGrains.Client.Connections;
using IdentityGrains.Client.Tests.Given;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace IdentityGrains.Client.Tests;

/// <summary>The product as a process whose ports ask for certificates. Bad inputs OR1.</summary>
public sealed class When_ports_ask_for_certificates : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-tls-");
    private readonly ClusterCertificates _ours;
    private Product _product = null!;

    public When_ports_ask_for_certificates() => _ours = new ClusterCertificates(Path.Combine(_folder.FullName, "ours"), "identitygrains");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _product = await Product.Start(_ours.Settings(silo: true));

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        _ours.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_client_with_the_right_one_is_served_and_others_are_not()
    {
        using var strangers = new ClusterCertificates(Path.Combine(_folder.FullName, "strangers"), "identitygrains");
        await using var frontEnd = await Start(_ours, silo: false);
        var customer = await frontEnd.Identity.BeginOne("C-1");

        await Assert.ThrowsAnyAsync<OrleansException>(() => Start(certificates: null, silo: false));
        await Assert.ThrowsAnyAsync<OrleansException>(() => Start(strangers, silo: false));
        var asSilo = await Assert.ThrowsAsync<OptionsValidationException>(() => Start(_ours, silo: true));
        Assert.Contains("urn:identitygrains:identitygrains:client", asSilo.Message, StringComparison.Ordinal);

        var reply = await frontEnd.Identity.Customer(customer).Submit(Acts.Named("name-1", customer, "Ana"), Now);
        Assert.Equal(2, Assert.IsType<Reply.Done>(reply).Receipt.Version);
    }

    [Fact]
    public async Task Who_speaks_something_else_hears_nothing()
    {
        foreach (var port in new[] { _product.SiloPort, _product.ClientPort })
        {
            foreach (var said in new[] { "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), [0, 0, 0, 0, 0, 0, 0, 0], [22, 3, 1, 0, 0], [128, 1] })
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port, Now);
                Assert.Equal(0, await Heard(socket.GetStream(), said));
            }
        }
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart()
    {
        using var before = await Shown(_product.ClientPort);
        _ours.Renew();
        await using var frontEnd = await Start(_ours, silo: false);
        using var after = await Shown(_product.SiloPort);

        await frontEnd.Identity.BeginOne("C-1");
        Assert.Equal((1, true), (_product.Process.Life, _product.Process.Id is not null));
        Assert.NotEqual(before.GetCertHashString(), after.GetCertHashString());
        Assert.Equal(await File.ReadAllTextAsync(_ours.FileOf(silo: true, "pem"), Now), after.ExportCertificatePem());
    }

    private static async Task<int> Heard(NetworkStream stream, byte[] said)
    {
        try
        {
            await stream.WriteAsync(said, Now);
            stream.Socket.Shutdown(SocketShutdown.Send);
            return await stream.ReadAsync(new byte[64], Now);
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            return 0;
        }
    }

    private static async Task<X509Certificate2> Shown(int port)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port, Now);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls13, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            },
            Now);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.Export(
            X509ContentType.Cert));
    }

    private Task<FrontEnd> Start(ClusterCertificates? certificates, bool silo) => FrontEnd.Start(
        options =>
        {
            options.Gateways.Add($"127.0.0.1:{_product.ClientPort}");
            options.ConnectAttempts = 1;
            options.Tls = certificates is null ? null : new TlsOptions
            {
                CertificateFile = certificates.FileOf(silo, "pem"), KeyFile = certificates.FileOf(silo, "key"), SiloRootsFile = _ours.SiloRoots,
            };
        },
        _ => Task.FromResult(ServiceToken.OfJwt(_product.Token(TimeProvider.System.GetUtcNow()))));
}
