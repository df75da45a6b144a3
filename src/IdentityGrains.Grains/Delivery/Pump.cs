using System.Diagnostics;
using IdentityGrains.Grains.Callers;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Runs work again as long as somebody asks for it: a wake-up during a round makes one more round, and many make one.
/// Not thread-safe: it lives on a grain's scheduler.
/// </summary>
/// <param name="round">One round, which does not throw; true when there is more at once.</param>
internal sealed class Pump(Func<Task<bool>> round)
{
    private bool _asked;
    private bool _running;

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
                _asked |= await round();
            }
        }
        finally
        {
            _running = false;
        }
    }
}
