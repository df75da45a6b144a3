namespace IdentityGrains.Storage.Journal;

/// <summary>
/// Finds out what became of runs whose commit failed. An error is no answer: the commit may be durable all the same, so the record is asked by operation id
/// before a caller hears anything.
/// </summary>
internal sealed class OutcomeLookUp(IJournal journal, JournalWriterOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task Resolve(IReadOnlyList<PendingRun> batch, Exception cause, Action<PendingRun, RunOutcome> complete)
    {
        var failed = 0;
        var pause = options.LookUpPause;
        foreach (var pending in batch)
        {
            while (true)
            {
                if (failed >= options.LookUps)
                {
                    pending.Fail(new OutcomeUnknownException(pending.Run.Customer, cause));
                    break;
                }

                try
                {
                    complete(pending, await Find(pending.Run));
                    break;
                }
                catch (Exception again)
                {
                    cause = again;
                    failed++;
                    await Task.Delay(pause, time);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }
    }

    // A run is durable whole or not at all, so its last entry speaks for all; the hash tells our entry from another's under the same operation id.
    private async Task<RunOutcome> Find(Run run)
    {
        var last = run.Entries[^1];
        var found = await journal.FindOperation(run.Customer, last.Principal, last.Operation, CancellationToken.None);
        return found is null ? RunOutcome.NotWritten
            : found.Hash.Span.SequenceEqual(last.Hash.Span) ? RunOutcome.Committed
            : RunOutcome.OperationKnown;
    }
}
