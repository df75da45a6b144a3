using IdentityGrains.Storage.Journal;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>The sweeps in PostgreSQL.</summary>
internal sealed class PostgresPolicySweeps(PostgresSources sources) : IPolicySweeps
{
    private const string Columns = "SELECT slot_group, epoch, last, visited, customers, finished FROM ig.policy_sweep";

    public Task<SweepCursor?> Find(int group, CancellationToken ct) =>
        sources.Reads.One(new Query(Columns + " WHERE slot_group = $1").Bind(group), Read, ct);

    public async Task<IReadOnlyList<SweepCursor>> All(CancellationToken ct) =>
        await sources.Reads.All(new Query(Columns + " ORDER BY slot_group"), Read, ct);

    public Task<long> Customers(int group, CancellationToken ct) => sources.Reads.One(
        new Query("SELECT count(*) FROM ig.head WHERE slot >= $1 AND slot < $2").Bind(Slots.FirstOf(group)).Bind(Slots.FirstOf(group + 1)),
        row => row.Int(0), ct);

    // By the table's own order, passing over other groups' rows: a sweep is rare, and an index by group would be paid for by every new customer.
    public async Task<IReadOnlyList<CustomerId>> After(int group, CustomerId? last, int limit, CancellationToken ct) => await sources.Reads.All(
        new Query("SELECT customer FROM ig.head WHERE ($1::uuid IS NULL OR customer > $1) AND slot >= $2 AND slot < $3 ORDER BY customer LIMIT $4")
            .Bind(last).Bind(Slots.FirstOf(group)).Bind(Slots.FirstOf(group + 1)).Bind(limit),
        row => row.Customer(0), ct);

    public async Task<bool> Keep(SweepCursor cursor, CancellationToken ct) => await sources.Writes.Run(
        new Query(
            """
            WITH policy AS MATERIALIZED (SELECT epoch FROM ig.policy_epoch FOR SHARE)
            INSERT INTO ig.policy_sweep (slot_group, epoch, last, visited, customers, finished) SELECT $1, $2, $3, $4, $5, $6 FROM policy WHERE epoch = $2
            ON CONFLICT (slot_group) DO UPDATE SET epoch = excluded.epoch, last = excluded.last, visited = excluded.visited,
                customers = excluded.customers, finished = excluded.finished
            """)
            .Bind(cursor.Group).Bind(cursor.Epoch).Bind(cursor.Last).Bind(cursor.Visited).Bind(cursor.Customers).Bind(cursor.Finished), ct) == 1;

    private static SweepCursor Read(NpgsqlDataReader row) =>
        new(row.Small(0), row.Int(1), row.IsDBNull(2) ? null : row.Customer(2), row.Int(3), row.Int(4), row.GetBoolean(5));
}
