using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Refusals in the embedded store.</summary>
internal sealed class SqliteRefusals(SqliteWriteLoop writes, SqliteReaders readers) : IRefusalAudit
{
    private readonly RefusalTally _tally = new();

    public Task Record(RefusedAct act, CancellationToken ct) =>
        _tally.Count(act) is { } more ? writes.Write(session => Insert(session, act, more), ct) : Task.CompletedTask;

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
}
