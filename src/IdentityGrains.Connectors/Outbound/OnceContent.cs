using System.Net;
using System.Net.Http.Headers;

namespace IdentityGrains.Connectors.Outbound;

/// <summary>A body that knows whether any of it was handed to a connection, and that goes out at most once.</summary>
internal sealed class OnceContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private int _started;

    public OnceContent(ReadOnlyMemory<byte> body, string mediaType = "application/json")
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <summary>False as long as the platform certainly has not got the message: its head may be out, its body is not.</summary>
    public bool Started => Volatile.Read(ref _started) != 0;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Started)
        {
            // A handler may repeat a request on its own (a broken connection, a challenge). Ours does not once a body has begun; that an attempt
            // is one request, under one permit, must not hang on its version. Before the permit: that it is over says nothing of the first time.
            throw new IOException("One attempt is one request.");
        }

        var window = SendWindow.Current;
        window?.Enter();
        Volatile.Write(ref _started, 1);
        await stream.WriteAsync(_body, cancellationToken);
        window?.Left();
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
