namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Customers, or messages, with which something went wrong, left alone for a moment: first in every queue, they would keep everybody behind them waiting
/// for ever. It lives in memory only; whoever is forgotten is merely tried again earlier.
/// </summary>
internal sealed class Aside<T>
    where T : notnull
{
    /// <summary>For how long one is left alone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How many are left alone at once.</summary>
    public const int Most = 1_024;

    private readonly Dictionary<T, DateTimeOffset> _until = [];

    /// <summary>How many rows must be read beyond those that are wanted, so that those left alone do not fill the answer.</summary>
    public int Count => _until.Count;

    /// <summary>Leaves one alone from now on.</summary>
    public void Leave(T one, DateTimeOffset now)
    {
        if (_until.Count < Most)
        {
            _until[one] = now + Pause;
        }
    }

    /// <summary>Forgets those whose pause is over.</summary>
    public void Return(DateTimeOffset now)
    {
        foreach (var one in _until.Where(u => u.Value <= now).Select(u => u.Key).ToArray())
        {
            _until.Remove(one);
        }
    }

    /// <summary>True while it is left alone.</summary>
    public bool Has(T one) => _until.ContainsKey(one);
}
