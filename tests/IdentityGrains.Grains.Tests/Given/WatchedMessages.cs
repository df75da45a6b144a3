using System.Threading.Channels;
using IdentityGrains.Storage.Messages;

namespace IdentityGrains.Grains.Tests.Given;

/// <summary>The embedded store's messages, whose end a test can wait for.</summary>
internal sealed class WatchedMessages(IMessages messages) : IMessages
{
    private readonly Channel<string> _steps = Channel.CreateUnbounded<string>();

    /// <summary>What reading passes after it read.</summary>
    public Func<Task> AfterDue { get; set; } = () => Task.CompletedTask;

    /// <summary>What an end passes before it is written; it may throw.</summary>
    public Func<Task> BeforeDone { get; set; } = () => Task.CompletedTask;

    public async Task<IReadOnlyList<MessageRow>> Due(int group, DateTimeOffset now, int limit, CancellationToken ct)
    {
        var due = await messages.Due(group, now, limit, ct);
        await AfterDue();
        return due;
    }

    public async Task Retry(CustomerId customer, string id, int attempts, DateTimeOffset nextDue, CancellationToken ct)
    {
        await messages.Retry(customer, id, attempts, nextDue, ct);
        await _steps.Writer.WriteAsync($"{id} retry", ct);
    }

    public async Task Done(CustomerId customer, string id, CancellationToken ct)
    {
        await BeforeDone();
        await messages.Done(customer, id, ct);
        await _steps.Writer.WriteAsync($"{id} done", ct);
    }

    /// <summary>The next thing that was written, for example <c>m-1 done</c>.</summary>
    public async Task<string> Step() => await _steps.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
