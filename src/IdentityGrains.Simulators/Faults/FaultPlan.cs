using System.Text;

namespace IdentityGrains.Simulators.Faults;

/// <summary>
/// The faults of one platform. What strikes request n is a pure draw from seed, platform, n and the fault, so that a run can be had again;
/// a shared generator would give other faults whenever two requests change places.
/// </summary>
internal sealed class FaultPlan(ulong seed, string platform)
{
    private readonly ulong _seed = Encoding.UTF8.GetBytes(platform).Aggregate(Mix(seed), (hash, b) => Mix(hash ^ b));
    private readonly List<(Fault Fault, ulong Number)> _faults = [];
    private readonly Dictionary<ulong, int> _struck = [];
    private ulong _numbers;

    /// <summary>Adds a fault behind the ones there are: of two that would answer, the earlier does.</summary>
    public void Add(Fault fault) => _faults.Add((fault, ++_numbers));

    /// <summary>Ends every fault.</summary>
    public void Clear() => _faults.Clear();

    /// <summary>What strikes one request.</summary>
    /// <param name="request">Its number.</param>
    /// <param name="writes">False when it only reads.</param>
    public Strike Draw(long request, bool writes = true)
    {
        Fault? instead = null;
        var (lost, delay, beside) = (false, TimeSpan.Zero, new List<Fault>());
        foreach (var (fault, number) in _faults)
        {
            // What strikes items is drawn for each of them by whoever reads them.
            var rate = fault.OfItems ? 1 : fault.Rate;
            if ((fault.OnlyWrites && !writes) || (instead is not null && !fault.Accompanies) || Even(request, number, 0) >= rate || Over(fault, number))
            {
                continue;
            }

            _struck[number] = _struck.GetValueOrDefault(number) + 1;
            lost |= fault.Kind == FaultKind.AckLost;
            delay += fault.Kind == FaultKind.Latency ? Delay(fault, request, number) : TimeSpan.Zero;
            instead = fault.Accompanies ? instead : fault;
            if (fault.OfItems || fault.OfPath || fault.OfJob || fault.Kind == FaultKind.ReadLag)
            {
                beside.Add(fault);
            }
        }

        return new Strike(instead, lost, delay) { Beside = beside, Draw = (item, fault) => Even(request, (ulong)fault.Kind, 2 + (ulong)item) < fault.Rate };
    }

    private bool Over(Fault fault, ulong number) => _struck.GetValueOrDefault(number) >= (fault.Times ?? int.MaxValue);

    private TimeSpan Delay(Fault fault, long request, ulong number) =>
        TimeSpan.FromMilliseconds(fault.DelayMs + (((fault.MaxDelayMs ?? fault.DelayMs) - fault.DelayMs) * Even(request, number, 1)));

    // Even in [0, 1): the 53 bits that a double holds.
    private double Even(long request, ulong number, ulong draw) =>
        (Mix(Mix(Mix(_seed ^ (ulong)request) ^ number) ^ draw) >> 11) * (1.0 / (1UL << 53));

    // The finalizer of SplitMix64: every bit of the input moves every bit of the output.
    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}

/// <summary>What strikes one request: at most one fault instead of the ordinary answer, and what accompanies it.</summary>
public sealed record Strike(Fault? Instead, bool AckLost, TimeSpan Delay)
{
    /// <summary>Faults of items, paths and readers, which strike beside an ordinary answer.</summary>
    public IReadOnlyList<Fault> Beside { get; init; } = [];

    /// <summary>True when a fault of items strikes the item of this place.</summary>
    public Func<int, Fault, bool> Draw { get; init; } = (_, _) => false;

    /// <summary>The fault of this kind that strikes an item; null when none does.</summary>
    public Fault? Of(FaultKind kind, int item) => Beside.FirstOrDefault(f => f.Kind == kind && Draw(item, f));

    /// <summary>The fault of this kind about a path; null when there is none.</summary>
    public Fault? Of(FaultKind kind, string path) => Beside.FirstOrDefault(f => f.Kind == kind && f.Path == path);

    /// <summary>True when such a fault is there at all.</summary>
    public bool Has(FaultKind kind) => Beside.Any(f => f.Kind == kind);
}
