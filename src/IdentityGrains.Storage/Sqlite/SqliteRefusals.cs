using System.Collections.Concurrent;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Refusals in the embedded store. Whoever is refused a thousand times a second must not make the store write a thousand rows for it.</summary>
internal sealed class SqliteRefusals(SqliteWriteLoop writes, SqliteReaders readers) : IRefusalAudit
{
    private readonly ConcurrentDictionary<PrincipalId, Tally> _tallies = new();

    public Task Record(RefusedAct act, CancellationToken ct) =>
        _tallies.GetOrAdd(act.Principal, _ => new Tally()).Count(act.At.ToUnixTimeSeconds()) is { } more
            ? writes.Write(session => Insert(session, act, more), ct)
            : Task.CompletedTask;

    public Task<IReadOnlyList<RefusedAct>> Latest(int limit, CancellationToken ct) => readers.Read<IReadOnlyList<RefusedAct>>(
        session =>
        {
            using var query = session.Prepare("SELECT at, principal, customer, command, why FROM refusal ORDER BY number DESC LIMIT ?").Bind(limit);
            return query.All(r => new RefusedAct(r.Instant(0), new PrincipalId(r.Text(1)), r.Customer(2), r.Text(3), (Refusal)r.Small(4)));
        },
        ct);

    private static int Insert(SqliteSession session, RefusedAct act, long more)
    {
        using var insert = session.Prepare("INSERT INTO refusal (at, principal, customer, command, why, more) VALUES (?, ?, ?, ?, ?, ?)");
        return insert.Bind(act.At).Bind(act.Principal.Value).Bind(act.Customer).Bind(act.Command).Bind((int)act.Why).Bind(more).Run();
    }

    private sealed class Tally
    {
        private readonly Lock _lock = new();
        private long _second = long.MinValue;
        private long _more;

        /// <summary>How many were refused since the last row, when this one gets a row; null when it is only counted.</summary>
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
