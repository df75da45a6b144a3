using IdentityGrains.Torture.Given;

namespace IdentityGrains.Torture.Import;

/// <summary>Kills the product whenever so many acts were acknowledged, and starts it again.</summary>
internal sealed class Executioner
{
    private readonly ProductProcess _product;
    private readonly Queue<int> _instants;
    private readonly SemaphoreSlim _struck = new(0);
    private volatile TaskCompletionSource _alive = NewLife();
    private int _acknowledged;

    private Executioner(ProductProcess product, IEnumerable<int> instants)
    {
        (_product, _instants) = (product, new Queue<int>(instants));
        _alive.SetResult();
    }

    public int Kills { get; private set; }

    /// <summary>Completes while the product lives, or as soon as it lives again; faulted when it does not come back.</summary>
    public Task Alive => _alive.Task;

    /// <summary>Kills so often, at instants drawn from the whole of an import but its very end.</summary>
    public static Executioner Of(ProductProcess product, Random random, int kills, int acts)
    {
        // One in each stretch: all of them in a heap would find the same few customers.
        var stretch = acts * 95 / 100 / kills;
        return new Executioner(product, Enumerable.Range(0, kills).Select(k => k * stretch + 1 + random.Next(stretch)));
    }

    public void OnAcknowledged()
    {
        Interlocked.Increment(ref _acknowledged);
        _struck.Release();
    }

    /// <summary>Does its work until every instant was struck.</summary>
    public async Task Work(CancellationToken ct)
    {
        while (_instants.TryPeek(out var instant))
        {
            await _struck.WaitAsync(ct);
            if (Volatile.Read(ref _acknowledged) < instant)
            {
                continue;
            }

            _instants.Dequeue();
            var life = _alive = NewLife();
            try
            {
                await _product.Kill();
                Kills++;
                await _product.Start();
                life.SetResult();
            }
            catch (Exception e)
            {
                // Whoever waits for the product must not wait for ever.
                life.SetException(e);
                throw;
            }
        }
    }

    private static TaskCompletionSource NewLife() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
