using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// What a partition has under way: requests, and at most one job of its platform, whose customers nobody may tell anything else meanwhile. Not thread-safe.
/// </summary>
internal sealed class WorkInHand
{
    private readonly HashSet<CustomerId> _customers = [];
    private readonly HashSet<CustomerId> _inJob = [];
    private CancellationTokenSource? _enough;
    private TaskCompletionSource? _jobEnded;

    /// <summary>How many requests are under way, the job as one.</summary>
    public int Requests { get; private set; }

    /// <summary>How many customers requests are about.</summary>
    public int Customers => _customers.Count;

    /// <summary>True while there is a job.</summary>
    public bool HasJob => _jobEnded is not null;

    /// <summary>True while something about a customer is under way.</summary>
    public bool Has(CustomerId customer) => _customers.Contains(customer) || _inJob.Contains(customer);

    /// <summary>Notes what begins.</summary>
    /// <param name="work">What begins.</param>
    /// <param name="enough">Cuts it off if it is a job.</param>
    public void Take(DeliveryWork work, CancellationTokenSource enough)
    {
        Requests++;
        (work.ByJob ? _inJob : _customers).UnionWith(work.Rows.Select(r => r.Customer));
        if (work.ByJob)
        {
            (_enough, _jobEnded) = (enough, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    /// <summary>Notes what ended.</summary>
    public void Return(DeliveryWork work)
    {
        Requests--;
        (work.ByJob ? _inJob : _customers).ExceptWith(work.Rows.Select(r => r.Customer));
        if (work.ByJob)
        {
            _jobEnded?.TrySetResult();
            (_enough, _jobEnded) = (null, null);
        }
    }

    /// <summary>What is to be taken back does not wait behind backfill: the job that has its customer is cut off.</summary>
    public void Heed(IEnumerable<DeliveryRow> open)
    {
        if (open.Any(r => r.Lane == Lane.Withdrawal && _inJob.Contains(r.Customer)))
        {
            _enough?.Cancel();
        }
    }

    /// <summary>Cuts the job off, if there is one, and waits until it ended.</summary>
    public async Task CutOff(CancellationToken ct)
    {
        if (_jobEnded is { } ended)
        {
            _enough?.Cancel();
            await ended.Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
