using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>Frames of HTTP/2, byte by byte: no client would send these.</summary>
internal static class Http2Frames
{
    public const byte GoAway = 7;

    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte Continuation = 9;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    /// <summary>What a connection begins with.</summary>
    public static byte[] Start => [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, [])];

    /// <summary>A request that is taken back at once, so many times.</summary>
    public static byte[] Resets(int times) => [.. Enumerable.Range(0, times).SelectMany(i => (byte[])
    [
        .. Frame(Headers, EndStream | EndHeaders, (2 * i) + 1, Get("/version")), .. Frame(Reset, 0, (2 * i) + 1, [0, 0, 0, 8]),
    ])];

    /// <summary>Headers that never end.</summary>
    public static byte[] EndlessHeaders(int continuations) =>
    [
        .. Frame(Headers, EndStream, 1, Get("/version")),
        .. Enumerable.Range(0, continuations).SelectMany(i => Frame(Continuation, 0, 1, Literal(0, $"x-{i}", "y"))),
    ];

    /// <summary>One good request.</summary>
    public static byte[] Request(string path) => Frame(Headers, EndStream | EndHeaders, 1, Get(path));

    /// <summary>Sends bytes and hears the types of frames until the connection ends. What is not HTTP/2 is heard as type 0xff.</summary>
    public static async Task<IReadOnlyList<byte>> Heard(Uri server, byte[] said, byte until, CancellationToken ct)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, ct);
        await using var stream = socket.GetStream();
        var types = Read(stream, until, ct);
        try
        {
            await stream.WriteAsync(said, ct);
        }
        catch (IOException)
        {
            // It was cut off while it spoke.
        }

        return await types;
    }

    private static async Task<IReadOnlyList<byte>> Read(NetworkStream stream, byte until, CancellationToken ct)
    {
        var types = new List<byte>();
        var head = new byte[9];
        try
        {
            while (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) == head.Length)
            {
                var isText = head.AsSpan().StartsWith("HTTP/"u8);
                types.Add(isText ? byte.MaxValue : head[3]);
                if (types[^1] == until && until != GoAway)
                {
                    break;
                }

                var length = isText ? 0 : (head[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(1));
                await stream.ReadExactlyAsync(new byte[length], ct);
                if (isText)
                {
                    await stream.CopyToAsync(Stream.Null, ct);
                }
            }
        }
        catch (IOException)
        {
            // Cut off in the middle of a frame.
        }

        return types;
    }

    private static byte[] Get(string path) => [0x82, 0x86, .. Literal(4, null, path), .. Literal(1, null, "localhost")];

    // Neither indexed nor compressed; names and values here are shorter than 127 bytes.
    private static byte[] Literal(byte index, string? name, string value) =>
    [
        index, .. name is null ? [] : (byte[])[(byte)name.Length, .. Encoding.ASCII.GetBytes(name)], (byte)value.Length, .. Encoding.ASCII.GetBytes(value),
    ];

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }
}
