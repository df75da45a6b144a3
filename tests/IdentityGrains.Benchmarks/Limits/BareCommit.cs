using System.Collections.Concurrent;
using System.Globalization;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Benchmarks.Limits;

/// <summary>
/// Our own commit alone: the store is handed runs whose bytes are chance of an entry's size, so that nothing is decided, sealed, hashed or called. What
/// the store does with them is what it does with real ones. As in the product, one commit is in flight at a time.
/// </summary>
internal sealed class BareCommit(IAsyncDisposable store, IJournal journal, int customers) : IContender
{
    private const int Runs = 512;
    private const int HeaderSize = 320;
    private const int BodySize = 420;
    private const int HashSize = 32;

    private readonly Head[] _heads = [.. Enumerable.Repeat(Head.Start, customers)];
    private readonly CustomerId[] _ids = [.. Enumerable.Range(0, customers).Select(_ => CustomerId.New())];
    private readonly ConcurrentQueue<int> _free = new(Enumerable.Range(0, customers));

    public int PerCall => Runs;

    public static async Task<IContender> Open(Setup setup)
    {
        var (store, journal) = await OurStore.OpenJournal(setup);
        return new BareCommit(store, journal, setup.Customers);
    }

    public Func<CancellationToken, Task> Caller(int number)
    {
        var chance = new Random(number);
        return ct => Commit(chance, ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task Commit(Random chance, CancellationToken ct)
    {
        // In turn, not at random: two runs of one customer may not share a commit.
        var drawn = new List<int>(Runs);
        while (drawn.Count < Runs && _free.TryDequeue(out var customer))
        {
            drawn.Add(customer);
        }

        var outcomes = await journal.Commit([.. drawn.Select(i => Next(i, chance))], ct);
        if (drawn.Count < Runs || outcomes.Any(o => o != RunOutcome.Committed))
        {
            throw new InvalidOperationException("A run was not committed.");
        }

        foreach (var customer in drawn)
        {
            _free.Enqueue(customer);
        }
    }

    private Run Next(int customer, Random chance)
    {
        var before = _heads[customer];
        var version = before.Version + 1;
        var entry = new SealedEntry(
            _ids[customer], version, new PrincipalId("nhi:front"), OperationId.FromTrusted("op-" + version.ToString(CultureInfo.InvariantCulture)),
            TimeProvider.System.GetUtcNow().InMicroseconds(), Bytes(chance, HashSize), Bytes(chance, HeaderSize), Bytes(chance, BodySize));
        _heads[customer] = new Head(version, entry.Hash);
        return new Run(_ids[customer], before, [entry], OurStore.FirstEpoch, 0, "field.changed:note", Lane.Correction, null);
    }

    private static byte[] Bytes(Random chance, int size)
    {
        var bytes = new byte[size];
        chance.NextBytes(bytes);
        return bytes;
    }
}
