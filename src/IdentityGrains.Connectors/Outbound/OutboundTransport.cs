using System.Net;

namespace IdentityGrains.Connectors.Outbound;

/// <summary>The connections to one platform: they go where the settings say, carry nothing of ours but the message, and read little.</summary>
internal static class OutboundTransport
{
    /// <summary>The most of an answer's body that is read only to keep the connection, in bytes; beyond it the connection is closed.</summary>
    public const int MaxDrainedBytes = 64 * 1024;

    /// <summary>The longest head of an answer, in KiB; beyond it the connection is closed.</summary>
    public const int MaxAnswerHeadKilobytes = 16;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    /// <summary>A new pool of connections.</summary>
    public static SocketsHttpHandler Create(OutboundSettings settings) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = settings.ConnectTimeout,
        MaxConnectionsPerServer = settings.Connections,
        // A platform that moves to other addresses, or changes its certificate, is looked up again within minutes.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // Below what servers commonly keep a connection for: a connection that they closed first is an attempt lost.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        MaxResponseHeadersLength = MaxAnswerHeadKilobytes,
        MaxResponseDrainSize = MaxDrainedBytes,
        ResponseDrainTimeout = DrainTime,
        // Trace and baggage headers would tell a stranger about our inside.
        ActivityHeadersPropagator = null,
        ConnectCallback = new Destination(settings, settings.Endpoint).Connect,
    };
}
