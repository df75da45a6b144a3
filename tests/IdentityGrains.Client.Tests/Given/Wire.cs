using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace IdentityGrains.Client.Tests.Given;

/// <summary>
/// What a client hears of a silo. What it says always passes. It is cut in the client's own connection: a relay between the two has another address than
/// the silo, and silos refuse what is addressed to somebody else.
/// </summary>
internal sealed class Wire
{
    private volatile bool _deaf;

    /// <summary>True loses everything that the silo answers; that the connection breaks is noticed all the same.</summary>
    public bool Deaf
    {
        get => _deaf;
        set => _deaf = value;
    }

    public void Join(ClientConnectionOptions connections) => connections.ConfigureConnection(builder => builder.Use(next => connection =>
    {
        connection.Transport = new Ends(new Ear(connection.Transport.Input, this), connection.Transport.Output);
        return next(connection);
    }));

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Ear(PipeReader heard, Wire wire) : PipeReader
    {
        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                var read = await heard.ReadAsync(cancellationToken);
                if (!wire.Deaf || read.IsCompleted || read.IsCanceled)
                {
                    return read;
                }

                heard.AdvanceTo(read.Buffer.End);
            }
        }

        public override bool TryRead(out ReadResult result)
        {
            result = default;
            return false;
        }

        public override void AdvanceTo(SequencePosition consumed) => heard.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => heard.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => heard.CancelPendingRead();

        public override void Complete(Exception? exception = null) => heard.Complete(exception);
    }
}
