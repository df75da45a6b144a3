namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// The requests to platforms that this silo has under way, by the policy epoch under which they were composed. Whoever activates a policy waits here for
/// those of older epochs, so that after his answer nothing composed before it is still leaving. Further ones do not begin: the store refuses the record
/// that precedes them.
/// </summary>
internal sealed class SendGate
{
    private readonly Lock _turn = new();
    private readonly HashSet<SendUnderWay> _underWay = [];

    /// <summary>Notes a request before the record that precedes it is handed in: whoever looks after the epoch moved must find it.</summary>
    public SendUnderWay Begin(long epoch)
    {
        var send = new SendUnderWay(this, epoch);
        lock (_turn)
        {
            _underWay.Add(send);
        }

        return send;
    }

    /// <summary>
    /// Returns once every request of an epoch before this one has ended. Those that have not within <paramref name="limit"/> are cut off, and the answer says
    /// how many they were: what they carried may or may not have arrived, and nothing more of it leaves.
    /// </summary>
    public async Task<int> WhenOlderEnded(long epoch, TimeSpan limit, TimeProvider time)
    {
        SendUnderWay[] older;
        lock (_turn)
        {
            older = [.. _underWay.Where(s => s.Epoch < epoch)];
        }

        try
        {
            await Task.WhenAll(older.Select(s => s.Ended)).WaitAsync(limit, time);
            return 0;
        }
        catch (TimeoutException)
        {
            var late = older.Where(s => !s.Ended.IsCompleted).ToArray();
            Array.ForEach(late, s => s.CutOff());
            return late.Length;
        }
    }

    internal void End(SendUnderWay send)
    {
        lock (_turn)
        {
            _underWay.Remove(send);
        }
    }
}

/// <summary>One request to a platform, from before its record to after its answer.</summary>
internal sealed class SendUnderWay(SendGate gate, long epoch) : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cut = new();

    /// <summary>The epoch under which it was composed.</summary>
    public long Epoch => epoch;

    /// <summary>Completes when it ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>True when it was cut off.</summary>
    public bool IsCutOff => _cut.IsCancellationRequested;

    /// <summary>Cancelled when it must not go on.</summary>
    public CancellationToken Token => _cut.Token;

    /// <summary>Lets nothing more of it leave.</summary>
    public void CutOff() => _cut.Cancel();

    /// <summary>It ended. The source of the token is not disposed of: it holds nothing, and whoever cuts off may come at the same time.</summary>
    public void Dispose()
    {
        gate.End(this);
        _ended.TrySetResult();
    }
}
