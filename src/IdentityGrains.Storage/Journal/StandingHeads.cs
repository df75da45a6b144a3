using System.Threading.Channels;

namespace IdentityGrains.Storage.Journal;

/// <summary>
/// Asks the store where customers stand, for strong reads: what an activation remembers may have been overtaken by another one that it knows nothing of.
/// Whoever asks while a question is under way joins the next one, so that many readers cost one query.
/// </summary>
public sealed class StandingHeads : IAsyncDisposable
{
    /// <summary>How many customers one question names at most.</summary>
    public const int SharedBy = 1024;

    private readonly IJournal _journal;
    private readonly Channel<Asked> _waiting = Channel.CreateBounded<Asked>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Task _loop;

    /// <summary>Starts the loop.</summary>
    public StandingHeads(IJournal journal)
    {
        _journal = journal;

        // It must not go on in the name of whoever asked first.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(AnswerAll);
        }
    }

    /// <summary>The customer's last version, 0 when nothing is recorded, and the policy epoch in force, as of a moment after the call began.</summary>
    public async Task<(long Version, long Epoch)> Of(CustomerId customer, CancellationToken ct)
    {
        var asked = new Asked(customer, new TaskCompletionSource<(long, long)>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(asked, ct);
        return await asked.Answer.Task.WaitAsync(ct);
    }

    /// <summary>Answers those who wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task AnswerAll()
    {
        var batch = new List<Asked>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < SharedBy && _waiting.Reader.TryRead(out var asked))
            {
                batch.Add(asked);
            }

            await Answer(batch);
            batch.Clear();
        }
    }

    private async Task Answer(List<Asked> batch)
    {
        try
        {
            var standing = await _journal.Heads([.. batch.Select(a => a.Customer).Distinct()], CancellationToken.None);
            batch.ForEach(a => a.Answer.TrySetResult((standing.Versions.GetValueOrDefault(a.Customer), standing.Epoch)));
        }
        catch (Exception why)
        {
            batch.ForEach(a => a.Answer.TrySetException(why));
        }
    }

    private sealed record Asked(CustomerId Customer, TaskCompletionSource<(long Version, long Epoch)> Answer);
}
