using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Due work in PostgreSQL.</summary>
internal sealed class PostgresDueWork(PostgresSources sources) : IDueWork
{
    // Every entry sets the due row anew, so a head beyond the version means that somebody knows better. Locked, so that none comes meanwhile.
    private const string Standing = "WITH standing AS MATERIALIZED (SELECT customer, slot FROM ig.head WHERE customer = $1 AND version <= $2 FOR SHARE)";

    public async Task<IReadOnlyList<CustomerId>> Due(int group, DateTimeOffset now, int limit, CancellationToken ct) => await sources.Reads.All(
        new Query("SELECT customer FROM ig.due WHERE slot_group = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3").Bind(group).Bind(now).Bind(limit),
        row => row.Customer(0), ct);

    public Task Reschedule(CustomerId customer, long version, DateTimeOffset? next, CancellationToken ct) => sources.Writes.Run(
        next is { } at
            ? new Query(
                $"""
                {Standing}
                INSERT INTO ig.due (customer, slot, slot_group, due_at) SELECT customer, slot, slot / $3, $4 FROM standing
                ON CONFLICT (customer) DO UPDATE SET due_at = excluded.due_at
                """).Bind(customer).Bind(version).Bind(Slots.PerGroup).Bind(at)
            : new Query($"{Standing} DELETE FROM ig.due d USING standing s WHERE d.customer = s.customer").Bind(customer).Bind(version),
        ct);
}
