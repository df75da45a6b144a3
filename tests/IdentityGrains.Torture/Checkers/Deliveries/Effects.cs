using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Torture.Checkers.Deliveries;

/// <summary>
/// The attempts to tell one platform of one customer that may have had an effect. One attempt is one request: whatever the platform wrote down is the effect of
/// one of them, and of each no more than once.
/// </summary>
internal sealed class Effects
{
    private const string Indeterminate = "indeterminate";

    private readonly List<Try> _tries = [];

    /// <summary>An attempt begins.</summary>
    public void Begin(string delivery, DateTimeOffset at) => _tries.Add(new Try(delivery, at));

    /// <summary>What is recorded of how it ended.</summary>
    public void End(DisclosureEvent.AttemptAnswered answered)
    {
        Try[] open = [.. _tries.Where(t => t.IsOpen && t.Delivery == answered.DeliveryId)];
        if (open.Length == 0)
        {
            return;
        }

        // Of two that are open one is a dead host's or a frozen one's, and nobody can say whose answer it is: each of them may have had an effect, at any time.
        var its = open[0];
        its.IsOpen = false;
        its.IsWithoutEffect = open.Length == 1 && !its.IsDoubtful && answered.Level <= AckLevel.Planned;
        its.Until = open.Length > 1 || its.IsDoubtful || answered.Outcome.Contains(Indeterminate) ? DateTimeOffset.MaxValue : answered.At + Doubt.OfArrival;
        Array.ForEach(open, t => t.IsDoubtful |= open.Length > 1);
    }

    /// <summary>
    /// What was written down and cannot be the effect of any attempt that may have had one. A copy that names no delivery may be of any attempt that was under
    /// way when it came, give or take the doubt: the one before, or the one after, of that which is recorded as certainly without effect.
    /// </summary>
    public IEnumerable<ToldCopy> Unaccounted(IEnumerable<ToldCopy> applied)
    {
        var left = _tries.Where(t => !t.IsWithoutEffect).ToList();
        foreach (var copy in applied.OrderBy(c => c.ArrivedAt))
        {
            // The one whose time is over first: the others can still account for what comes later, and no other choice accounts for more.
            var its = left.Where(t => (copy.DeliveryId is null || copy.DeliveryId == t.Delivery)
                && copy.ArrivedAt >= t.From - Doubt.OfArrival && copy.ArrivedAt <= t.Until).MinBy(t => t.Until);
            if (its is null)
            {
                yield return copy;
            }
            else
            {
                left.Remove(its);
            }
        }
    }

    private sealed class Try(string delivery, DateTimeOffset from)
    {
        public string Delivery => delivery;

        public DateTimeOffset From => from;

        public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;

        public bool IsOpen { get; set; } = true;

        public bool IsDoubtful { get; set; }

        public bool IsWithoutEffect { get; set; }
    }
}
