namespace IdentityGrains.Storage.Journal;

/// <summary>Wakes the feed's readers in this process as soon as a commit has news for their group.</summary>
internal sealed class FeedNews
{
    /// <summary>Stands for every group.</summary>
    public const int Any = Slots.Groups;

    private readonly TaskCompletionSource[] _groups = [.. Enumerable.Range(0, Slots.Groups + 1).Select(_ => Next())];

    public void Announce(int group)
    {
        Interlocked.Exchange(ref _groups[group], Next()).TrySetResult();
        Interlocked.Exchange(ref _groups[Any], Next()).TrySetResult();
    }

    public async Task Wait(int group, CancellationToken ct)
    {
        try
        {
            await Volatile.Read(ref _groups[group]).Task.WaitAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The reader looks anyway.
        }
    }

    private static TaskCompletionSource Next() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
