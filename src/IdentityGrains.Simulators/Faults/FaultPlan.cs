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
    public Strike Draw(long request)
    {
        Fault? instead = null;
        var (lost, delay) = (false, TimeSpan.Zero);
        foreach (var (fault, number) in _faults)
        {
            if ((instead is not null && !fault.Accompanies) || Even(request, number, 0) >= fault.Rate || Over(fault, number))
            {
                continue;
            }

            _struck[number] = _struck.GetValueOrDefault(number) + 1;
            lost |= fault.Kind == FaultKind.AckLost;
            delay += fault.Kind == FaultKind.Latency ? Delay(fault, request, number) : TimeSpan.Zero;
            instead = fault.Accompanies ? instead : fault;
        }

        return new Strike(instead, lost, delay);
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
internal sealed record Strike(Fault? Instead, bool AckLost, TimeSpan Delay);
