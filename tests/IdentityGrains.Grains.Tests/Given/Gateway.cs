using System.Collections.Concurrent;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Domain.Messages;

namespace IdentityGrains.Grains.Tests.Given;

/// <summary>A deployment's own gateway for mail, which answers as a test wants it.</summary>
internal sealed class Gateway : IMessagePort
{
    private int _under;

    /// <summary>What it answers to a message.</summary>
    public Func<ComposedMessage, Task<MessageEnd>> Answer { get; set; } = _ => Task.FromResult<MessageEnd>(new MessageEnd.Sent());

    /// <summary>Everything that it was handed, in order.</summary>
    public ConcurrentQueue<ComposedMessage> Handed { get; } = new();

    /// <summary>The most that it was handed at once.</summary>
    public int MostAtOnce { get; private set; }

    public async Task<MessageEnd> Send(ComposedMessage message, CancellationToken ct)
    {
        MostAtOnce = Math.Max(MostAtOnce, ++_under);
        Handed.Enqueue(message);
        try
        {
            return await Answer(message);
        }
        finally
        {
            _under--;
        }
    }
}
