using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityGrains.Client.Connections;

/// <summary>Puts TLS beneath Orleans' connections: nothing of Orleans is read or written before both ends have proved what they are.</summary>
internal sealed partial class SecuredConnections(CertificateFiles files, string clusterId, TimeProvider time)
{
    private const byte TlsHandshake = 22;

    // The most that TLS puts into one record.
    private const int RecordBytes = 16 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What knocks at a port in vain must not fill the log.
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    private long _lastLine = long.MinValue;

    /// <summary>Lets callers of one role in.</summary>
    public void Accept(IConnectionBuilder connections, PeerRole callers)
    {
        var (log, name) = (Log(connections), RoleName.Of(clusterId, callers));
        connections.Use(next => async connection =>
        {
            await using var tls = await Proved(connection, log, async (stream, ct) =>
            {
                if (await SpeaksTls(connection.Transport.Input, ct))
                {
                    await stream.AuthenticateAsServerAsync(Handshake.Called(files.Now(log), callers, name), ct);
                }
            });
            if (tls.IsMutuallyAuthenticated)
            {
                await Within(tls, connection, next);
            }
        });
    }

    /// <summary>Calls silos.</summary>
    public void Call(IConnectionBuilder connections)
    {
        var (log, name) = (Log(connections), RoleName.Of(clusterId, PeerRole.Silo));
        connections.Use(next => async connection =>
        {
            await using var tls = await Proved(
                connection, log, (stream, ct) => stream.AuthenticateAsClientAsync(Handshake.Calling(files.Now(log), name), ct));

            // The caller waits for this connection, and must hear at once that there is none.
            var proved = tls.IsMutuallyAuthenticated ? tls : throw new ConnectionAbortedException("The other end is no silo of this cluster.");
            await Within(proved, connection, next);
        });
    }

    private async Task<SslStream> Proved(ConnectionContext connection, ILogger log, Func<SslStream, CancellationToken, Task> handshake)
    {
        // Connections begin on the thread that accepts them, and a handshake computes.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var tls = new SslStream(new DuplexStream(connection.Transport));
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await handshake(tls, patience.Token);
        }
        catch (Exception broken) when (broken is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            Say(log, connection, broken.GetType().Name);
            return tls;
        }

        if (!tls.IsMutuallyAuthenticated)
        {
            Say(log, connection, "NoTls");
        }

        return tls;
    }

    // TLS answers what it does not understand, and an answer is more than a stranger needs.
    private static async Task<bool> SpeaksTls(PipeReader input, CancellationToken ct)
    {
        var read = await input.ReadAsync(ct);
        var speaks = !read.Buffer.IsEmpty && read.Buffer.FirstSpan[0] == TlsHandshake;
        input.AdvanceTo(read.Buffer.Start);
        return speaks;
    }

    private static async Task Within(SslStream tls, ConnectionContext connection, ConnectionDelegate next)
    {
        var beneath = connection.Transport;
        connection.Transport = new Ends(
            PipeReader.Create(tls, new StreamPipeReaderOptions(bufferSize: RecordBytes, leaveOpen: true)),
            PipeWriter.Create(tls, new StreamPipeWriterOptions(minimumBufferSize: RecordBytes, leaveOpen: true)));
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = beneath;
        }
    }

    private void Say(ILogger log, ConnectionContext connection, string fault)
    {
        var (now, last) = (time.GetTimestamp(), Interlocked.Read(ref _lastLine));
        if ((last == long.MinValue || time.GetElapsedTime(last, now) >= BetweenLines) && Interlocked.CompareExchange(ref _lastLine, now, last) == last)
        {
            NotProved(log, connection.RemoteEndPoint?.ToString(), fault);
        }
    }

    private static ILogger Log(IConnectionBuilder connections) => connections.ApplicationServices.GetRequiredService<ILogger<SecuredConnections>>();

    [LoggerMessage(5006, LogLevel.Warning, "Between {Peer} and this process no connection came about: {Fault}")]
    private static partial void NotProved(ILogger logger, string? peer, string fault);

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
