using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using IdentityGrains.Client.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityGrains.Client.Tests.Given;

/// <summary>Two ends of a real connection: one is the product's code, the other one speaks TLS as a test wants it.</summary>
internal static class Meeting
{
    public static readonly SecuredConnectionsOf Of = (certificates, silo, cluster) => new SecuredConnections(
        new CertificateFiles(
            new TlsOptions
            {
                CertificateFile = certificates.FileOf(silo, "pem"), KeyFile = certificates.FileOf(silo, "key"), SiloRootsFile = certificates.SiloRoots,
            },
            silo ? certificates.ClientRoots : null, RoleName.Of(cluster, silo ? PeerRole.Silo : PeerRole.Client), TimeProvider.System),
        cluster, TimeProvider.System);

    internal delegate SecuredConnections SecuredConnectionsOf(ClusterCertificates certificates, bool silo, string cluster);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>Somebody calls a port that is for one role; true when Orleans would hear of him.</summary>
    public static Task<bool> Called(this SecuredConnections port, PeerRole callers, X509Certificate2? caller, SslProtocols protocols = SslProtocols.None) =>
        Meet(connections => port.Accept(connections, callers), stream => stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = protocols,
                ClientCertificateContext = caller is null ? null : SslStreamCertificateContext.Create(caller, null, offline: true),
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            },
            Now));

    /// <summary>The product calls somebody; true when Orleans would speak to him.</summary>
    public static Task<bool> Calling(this SecuredConnections product, X509Certificate2 called) =>
        Meet(product.Call, stream => stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(called, null, offline: true), ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            },
            Now));

    private static async Task<bool> Meet(Action<IConnectionBuilder> product, Func<SslStream, Task> other)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var far = new TcpClient();
        await far.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Now);
        using var near = await listener.AcceptTcpClientAsync(Now);
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var reached = false;
        var builder = new ConnectionBuilder(services);
        product(builder);
        builder.Run(async connection =>
        {
            // A byte there and back: what was let in can be spoken with.
            reached = (await connection.Transport.Input.ReadAsync(Now)).Buffer.FirstSpan[0] == 7;
            await connection.Transport.Output.WriteAsync(new byte[] { 8 }, Now);
        });

        var ends = new Ends(PipeReader.Create(near.GetStream()), PipeWriter.Create(near.GetStream()));
        await using var connection = new DefaultConnectionContext("meeting", ends, ends);
        var run = Task.Run(() => builder.Build()(connection), Now).ContinueWith(_ => near.Close(), Now, TaskContinuationOptions.None, TaskScheduler.Default);
        var heard = await Heard(far.GetStream(), other);
        await run;
        Assert.Equal(reached, heard == 8);
        return reached;
    }

    private static async Task<int> Heard(Stream wire, Func<SslStream, Task> handshake)
    {
        await using var tls = new SslStream(wire);
        try
        {
            await handshake(tls);
            await tls.WriteAsync(new byte[] { 7 }, Now);
            var answer = new byte[1];
            return await tls.ReadAsync(answer, Now) == 0 ? 0 : answer[0];
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return 0;
        }
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
