using System.Threading.Channels;

namespace IdentityGrains.Storage.Journal;

/// <summary>
/// The silo's shared commit. Whatever was handed in while the last commit was in flight goes into the next one; nothing lingers, so that at low load a write
/// waits for nobody.
/// </summary>
public sealed class JournalWriter : IAsyncDisposable
{
    private readonly IJournal _journal;
    private readonly JournalWriterOptions _options;
    private readonly OutcomeLookUp _lookUp;
    private readonly Channel<PendingRun> _waiting;
    private readonly Task _loop;
    private readonly long[] _outcomes = new long[Enum.GetValues<RunOutcome>().Max(o => (int)o) + 1];
    private long _commits;
    private long _entries;

    /// <summary>Starts the loop.</summary>
    public JournalWriter(IJournal journal, JournalWriterOptions options, TimeProvider time)
    {
        _journal = journal;
        _options = options;
        _lookUp = new OutcomeLookUp(journal, options, time);
        _waiting = Channel.CreateBounded<PendingRun>(new BoundedChannelOptions(options.Waiting) { SingleReader = true });

        // A caller's context (trace, request, principal) would otherwise stay with the loop for ever and be taken for everybody's.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(CommitAll);
        }
    }

    /// <summary>Shared commits that took place.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <summary>Entries that they made durable.</summary>
    public long Entries => Volatile.Read(ref _entries);

    /// <summary>Runs of which that became. Each that lost was a write of somebody who did not know that the customer had moved on.</summary>
    public long Runs(RunOutcome outcome) => Volatile.Read(ref _outcomes[(int)outcome]);

    /// <summary>
    /// Hands a run in and says what became of it once that is certain. It cannot be taken back. Throws <see cref="OutcomeUnknownException"/> when it
    /// is not certain.
    /// </summary>
    public async Task<RunOutcome> Commit(Run run)
    {
        var pending = new PendingRun(run);
        try
        {
            await _waiting.Writer.WriteAsync(pending);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The journal writer is closed", e);
        }

        return await pending.Outcome;
    }

    /// <summary>Takes no further runs, commits those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task CommitAll()
    {
        var batch = new RunBatch(_options.SharedBy);
        while (batch.HasHeldBack || await _waiting.Reader.WaitToReadAsync())
        {
            await Commit(batch.Take(_waiting.Reader));
        }
    }

    private async Task Commit(IReadOnlyList<PendingRun> batch)
    {
        try
        {
            var outcomes = await _journal.Commit([.. batch.Select(p => p.Run)], CancellationToken.None);
            Interlocked.Increment(ref _commits);
            for (var i = 0; i < batch.Count; i++)
            {
                Complete(batch[i], outcomes[i]);
            }
        }
        catch (StoreUnreachableException)
        {
            // Nobody was asked, so there is nothing to find out.
            foreach (var pending in batch)
            {
                Complete(pending, RunOutcome.NotWritten);
            }
        }
        catch (DataRefusedException) when (batch.Count == 1)
        {
            Complete(batch[0], RunOutcome.Refused);
        }
        catch (DataRefusedException)
        {
            await Commit([.. batch.Take(batch.Count / 2)]);
            await Commit([.. batch.Skip(batch.Count / 2)]);
        }
        catch (Exception cause)
        {
            await _lookUp.Resolve(batch, cause, Complete);
        }
    }

    private void Complete(PendingRun pending, RunOutcome outcome)
    {
        if (outcome == RunOutcome.Committed)
        {
            Interlocked.Add(ref _entries, pending.Run.Entries.Count);
        }

        Interlocked.Increment(ref _outcomes[(int)outcome]);
        pending.Complete(outcome);
    }
}
