using System.Threading.Channels;

namespace IdentityGrains.Storage.Journal;

/// <summary>A run and its caller.</summary>
internal sealed class PendingRun(Run run)
{
    // Callers go on elsewhere: run on this thread, they would hold up everybody's next commit.
    private readonly TaskCompletionSource<RunOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Run Run => run;

    public Task<RunOutcome> Outcome => _outcome.Task;

    public void Complete(RunOutcome outcome) => _outcome.TrySetResult(outcome);

    public void Fail(Exception fault) => _outcome.TrySetException(fault);
}

/// <summary>Takes what waits, each customer once: two runs of one customer in a commit could not both continue its head.</summary>
internal sealed class RunBatch(int limit)
{
    private readonly List<PendingRun> _heldBack = [];

    public bool HasHeldBack => _heldBack.Count > 0;

    public IReadOnlyList<PendingRun> Take(ChannelReader<PendingRun> waiting)
    {
        var batch = new List<PendingRun>();
        var customers = new HashSet<CustomerId>();
        var held = _heldBack.ToArray();
        _heldBack.Clear();
        foreach (var pending in held)
        {
            Add(pending, batch, customers);
        }

        while (batch.Count < limit && _heldBack.Count < limit && waiting.TryRead(out var pending))
        {
            Add(pending, batch, customers);
        }

        return batch;
    }

    private void Add(PendingRun pending, List<PendingRun> batch, HashSet<CustomerId> customers)
    {
        if (batch.Count < limit && customers.Add(pending.Run.Customer))
        {
            batch.Add(pending);
        }
        else
        {
            // Also when the batch is full: a later run of a customer must not overtake one that was held back.
            customers.Add(pending.Run.Customer);
            _heldBack.Add(pending);
        }
    }
}
