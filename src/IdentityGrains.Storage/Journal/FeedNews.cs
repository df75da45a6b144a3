namespace IdentityGrains.Storage.Journal;

/// <summary>Wakes the feed's readers in this process as soon as a commit has news for their group.</summary>
internal sealed class FeedNews
{
    private readonly TaskCompletionSource[] _groups = [.. Enumerable.Range(0, Slots.Groups).Select(_ => Next())];

    public void Announce(int group) => Interlocked.Exchange(ref _groups[group], Next()).TrySetResult();

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
