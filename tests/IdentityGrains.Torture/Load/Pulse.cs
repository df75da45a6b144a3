using System.Collections.Concurrent;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Load;

/// <summary>What the load has seen so far: for witnesses, and for the line at the end.</summary>
internal sealed class Pulse
{
    private readonly ConcurrentDictionary<(int Door, Ending Ending), int> _endings = new();
    private readonly ConcurrentDictionary<string, int> _problems = new(StringComparer.Ordinal);
    private int _acknowledged;
    private int _overloaded;
    private int _fenced;

    /// <summary>Acts that were acknowledged for the first time.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>How often somebody was told since when his withdrawal is fenced.</summary>
    public int Fenced => Volatile.Read(ref _fenced);

    /// <summary>Calls that did not begin because too many were under way.</summary>
    public int Overloaded => Volatile.Read(ref _overloaded);

    public void On(Door door, Intent intent, Answer answer, bool first)
    {
        _endings.AddOrUpdate((door.Number, answer.Ending), 1, (_, n) => n + 1);
        if (answer.Problem is { } problem)
        {
            _problems.AddOrUpdate(problem, 1, (_, n) => n + 1);
        }

        if (first && intent.Body is not null)
        {
            Interlocked.Increment(ref _acknowledged);
        }
    }

    public void OnFenced() => Interlocked.Increment(ref _fenced);

    public void OnOverload() => Interlocked.Increment(ref _overloaded);

    /// <summary>Calls of a kind of end, at one door or at all.</summary>
    public int Count(Ending ending, int? door = null) => _endings.Where(e => e.Key.Ending == ending && (door is null || e.Key.Door == door)).Sum(e => e.Value);

    /// <summary>Answers with a problem of that name.</summary>
    public int Problems(string name) => _problems.GetValueOrDefault(name);

    public override string ToString() => string.Join(", ", Enum.GetValues<Ending>().Select(e => $"{e} {Count(e)}"))
        + $"; acknowledged {Acknowledged}, left out {Overloaded}; "
        + string.Join(", ", _problems.OrderByDescending(p => p.Value).Select(p => $"{p.Key} {p.Value}"));
}
