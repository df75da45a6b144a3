namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Runs work again as long as somebody asks for it: a wake-up during a round makes one more round, and many make one.
/// Not thread-safe: it lives on a grain's scheduler.
/// </summary>
/// <param name="round">One round; true when there is more at once.</param>
internal sealed class Pump(Func<Task<bool>> round)
{
    private bool _asked;
    private Task? _running;

    /// <summary>Asks for a round and returns at once.</summary>
    public void Wake()
    {
        _asked = true;
        if (_running is null or { IsCompleted: true })
        {
            _running = Run();
        }
    }

    /// <summary>Completes when nothing is asked for any more.</summary>
    public Task Idle => _running ?? Task.CompletedTask;

    private async Task Run()
    {
        while (_asked)
        {
            _asked = false;
            _asked |= await round();
        }
    }
}
