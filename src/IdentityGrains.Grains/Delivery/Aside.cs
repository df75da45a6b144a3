namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Customers with whom something went wrong, left alone for a moment: first in every queue, they would keep everybody behind them waiting for ever.
/// It lives in memory only; whoever is forgotten is merely tried again earlier.
/// </summary>
internal sealed class Aside
{
    /// <summary>For how long a customer is left alone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How many customers are left alone at once.</summary>
    public const int Most = 1_024;

    private readonly Dictionary<CustomerId, DateTimeOffset> _until = [];

    /// <summary>How many rows must be read beyond those that are wanted, so that those left alone do not fill the answer.</summary>
    public int Count => _until.Count;

    /// <summary>Leaves a customer alone from now on.</summary>
    public void Leave(CustomerId customer, DateTimeOffset now)
    {
        if (_until.Count < Most)
        {
            _until[customer] = now + Pause;
        }
    }

    /// <summary>Forgets those whose pause is over.</summary>
    public void Return(DateTimeOffset now)
    {
        foreach (var customer in _until.Where(u => u.Value <= now).Select(u => u.Key).ToArray())
        {
            _until.Remove(customer);
        }
    }

    /// <summary>True while the customer is left alone.</summary>
    public bool Has(CustomerId customer) => _until.ContainsKey(customer);
}
