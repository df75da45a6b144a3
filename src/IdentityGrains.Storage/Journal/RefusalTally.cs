using System.Collections.Concurrent;
using IdentityGrains.Domain;

namespace IdentityGrains.Storage.Journal;

/// <summary>
/// Says which refusals get a row: of each principal one a second. Whoever is refused a thousand times a second must not make the store write a thousand rows.
/// </summary>
internal sealed class RefusalTally
{
    private readonly ConcurrentDictionary<PrincipalId, Counter> _counters = new();

    /// <summary>How many were refused since the last row, when this one gets a row; null when it is only counted.</summary>
    public long? Count(RefusedAct act) => _counters.GetOrAdd(act.Principal, _ => new Counter()).Count(act.At.ToUnixTimeSeconds());

    private sealed class Counter
    {
        private readonly Lock _lock = new();
        private long _second = long.MinValue;
        private long _more;

        public long? Count(long second)
        {
            lock (_lock)
            {
                if (second <= _second)
                {
                    _more++;
                    return null;
                }

                var more = _more;
                (_second, _more) = (second, 0);
                return more;
            }
        }
    }
}
