namespace IdentityGrains.Simulators;

/// <summary>Tells that something happened, so that who waits need not look again and again.</summary>
internal sealed class Changes
{
    private TaskCompletionSource? _next;

    /// <summary>Something happened.</summary>
    public void Signal() => Interlocked.Exchange(ref _next, null)?.TrySetResult();

    /// <summary>Waits until a condition holds. It is looked at after the signal is armed, so nothing that happens between is missed.</summary>
    public async Task When(Func<bool> condition, CancellationToken ct)
    {
        while (true)
        {
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var next = Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh;
            if (condition())
            {
                return;
            }

            await next.Task.WaitAsync(ct);
        }
    }
}
