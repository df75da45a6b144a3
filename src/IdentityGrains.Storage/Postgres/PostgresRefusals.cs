using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Refusals in PostgreSQL.</summary>
internal sealed class PostgresRefusals(PostgresSources sources) : IRefusalAudit
{
    private readonly RefusalTally _tally = new();

    public Task Record(RefusedAct act, CancellationToken ct) => _tally.Count(act) is { } more
        ? sources.Writes.Run(
            new Query("INSERT INTO ig.refusal (at, principal, customer, command, why, more) VALUES ($1, $2, $3, $4, $5, $6)")
                .Bind(act.At).Bind(act.Principal.Value).Bind(act.Customer).Bind(act.Command).Bind((int)act.Why).Bind(more),
            ct)
        : Task.CompletedTask;

    public async Task<IReadOnlyList<RefusedAct>> Latest(int limit, CancellationToken ct) => await sources.Reads.All(
        new Query("SELECT at, principal, customer, command, why FROM ig.refusal ORDER BY number DESC LIMIT $1").Bind(limit),
        row => new RefusedAct(row.Instant(0), new PrincipalId(row.Text(1)), row.Customer(2), row.Text(3), (Refusal)row.Small(4)), ct);
}
