using System.Diagnostics;
using IdentityGrains.Grains.Callers;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Runs work again as long as somebody asks for it: a wake-up during a round makes one more round, and many make one.
/// The first round begins at once, and so does one that is known to find more. Between others the pump rests: under load a round costs the same for one
/// as for many. Not thread-safe: it lives on a grain's scheduler.
/// </summary>
/// <param name="round">One round, which does not throw; true when there is more at once.</param>
/// <param name="rest">How long the pump rests before a round that was asked for during another; zero for not at all.</param>
/// <param name="time">The clock of the rest.</param>
internal sealed class Pump(Func<Task<bool>> round, TimeSpan rest, TimeProvider time)
{
    private bool _asked;
    private bool _running;

    /// <summary>A pump that never rests.</summary>
    public Pump(Func<Task<bool>> round)
        : this(round, TimeSpan.Zero, TimeProvider.System)
    {
    }

    /// <summary>Asks for a round and returns at once.</summary>
    public void Wake()
    {
        _asked = true;
        if (!_running)
        {
            _running = true;
            _ = Run();
        }
    }

    private async Task Run()
    {
        // The rounds are nobody's: whoever woke the pump may be gone for hours, and neither credential nor trace of his belongs to what follows.
        RequestContext.Clear();
        CurrentCaller.Set(null);
        Activity.Current = null;
        try
        {
            while (_asked)
            {
                _asked = false;
                if (await round())
                {
                    _asked = true;
                }
                else if (_asked && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time);
                }
            }
        }
        finally
        {
            _running = false;
        }
    }
}
