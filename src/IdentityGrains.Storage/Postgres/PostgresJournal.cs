using IdentityGrains.Storage.Journal;
using Npgsql;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>The record in PostgreSQL.</summary>
internal sealed class PostgresJournal(PostgresSources sources, PostgresClock clock, FeedNews news) : IJournal
{
    private const string Entry = "SELECT customer, version, principal, operation, recorded_at, hash, header, body FROM ig.journal ";

    public async Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct)
    {
        var outcomes = new RunOutcome[runs.Count];
        var sent = new List<int>(runs.Count);
        for (var i = 0; i < runs.Count; i++)
        {
            outcomes[i] = !PostgresRuns.IsWhole(runs[i]) ? RunOutcome.Refused
                : PostgresRuns.RepeatsItself(runs[i]) ? RunOutcome.OperationKnown
                : RunOutcome.Committed;
            if (outcomes[i] == RunOutcome.Committed)
            {
                sent.Add(i);
            }
        }

        if (sent.Count > 0)
        {
            var asked = clock.Ask();
            var answers = await Send([.. sent.Select(i => runs[i])], ct);
            clock.Hear(asked, answers[0].Now);
            for (var i = 0; i < sent.Count; i++)
            {
                outcomes[sent[i]] = answers[i].Outcome;
            }

            Announce(runs, outcomes);
        }

        return outcomes;
    }

    public Task<StoredCustomer?> Load(CustomerId customer, CancellationToken ct) => sources.Reads.Together(
        [
            new Query("SELECT version, hash, fence, epoch FROM ig.head WHERE customer = $1").Bind(customer),
            PostgresSnapshots.Fitting(customer, long.MaxValue),
            new Query(
                Entry + "WHERE customer = $1 AND version > coalesce((" + PostgresSnapshots.FittingVersion + "), 0) ORDER BY version")
                .Bind(customer).Bind(Fold.FoldVersion).Bind(long.MaxValue),
        ],
        async reader =>
        {
            if (!await reader.ReadAsync(ct))
            {
                return null;
            }

            var (head, fence, epoch) = (new Head(reader.Int(0), reader.Blob(1)), reader.Int(2), reader.Int(3));
            await reader.NextResultAsync(ct);
            var snapshot = await reader.ReadAsync(ct) ? PostgresSnapshots.Read(reader) : null;
            await reader.NextResultAsync(ct);
            return new StoredCustomer(head, fence, epoch, snapshot, await Database.ReadAll(reader, ReadEntry, ct));
        },
        ct);

    public Task<Standing> Heads(IReadOnlyList<CustomerId> customers, CancellationToken ct) => sources.Reads.Together(
        [
            new Query("SELECT epoch FROM ig.policy_epoch"),
            new Query("SELECT customer, version FROM ig.head WHERE customer = ANY ($1)").Bind([.. customers.Select(c => c.ToColumn())], NpgsqlDbType.Uuid),
        ],
        async reader =>
        {
            var epoch = (await Database.ReadAll(reader, row => row.Int(0), ct)).Single();
            await reader.NextResultAsync(ct);
            var heads = await Database.ReadAll(reader, row => KeyValuePair.Create(row.Customer(0), row.Int(1)), ct);
            return new Standing(epoch, heads.ToDictionary());
        },
        ct);

    public Task<StoredEntry?> FindOperation(CustomerId customer, PrincipalId principal, OperationId operation, CancellationToken ct) =>
        sources.Reads.One(
            new Query(Entry + "WHERE customer = $1 AND principal = $2 AND operation = $3").Bind(customer).Bind(principal.Value).Bind(operation.Value),
            ReadEntry, ct);

    public async Task<IReadOnlyList<StoredEntry>> Read(CustomerId customer, long fromVersion, int limit, CancellationToken ct) =>
        await sources.Reads.All(Page(customer, fromVersion, limit), ReadEntry, ct);

    public Task<long> VersionAt(CustomerId customer, DateTimeOffset at, CancellationToken ct) => PostgresPast.VersionAt(sources.Reads, customer, at, ct);

    public async Task<StoredVersion?> LoadAt(CustomerId customer, long version, CancellationToken ct) => version < 1 ? null : await sources.Reads.Together(
        [
            new Query("SELECT 1 FROM ig.head WHERE customer = $1 AND version >= $2").Bind(customer).Bind(version),
            PostgresSnapshots.Fitting(customer, version),
            new Query(
                Entry + "WHERE customer = $1 AND version > coalesce((" + PostgresSnapshots.FittingVersion + "), 0) AND version <= $3 ORDER BY version")
                .Bind(customer).Bind(Fold.FoldVersion).Bind(version),
        ],
        async reader =>
        {
            if (!await reader.ReadAsync(ct))
            {
                return null;
            }

            await reader.NextResultAsync(ct);
            var snapshot = await reader.ReadAsync(ct) ? PostgresSnapshots.Read(reader) : null;
            await reader.NextResultAsync(ct);
            return new StoredVersion(snapshot, await Database.ReadAll(reader, ReadEntry, ct));
        },
        ct);

    public Task SaveSnapshot(CustomerId customer, StoredSnapshot snapshot, CancellationToken ct) =>
        sources.Writes.Run(PostgresSnapshots.Save(customer, snapshot), ct);

    /// <summary>A page of entries.</summary>
    internal static Query Page(CustomerId customer, long fromVersion, int limit) =>
        new Query(Entry + "WHERE customer = $1 AND version >= $2 ORDER BY version LIMIT $3").Bind(customer).Bind(fromVersion).Bind(limit);

    internal static StoredEntry ReadEntry(NpgsqlDataReader row) => new(
        row.Customer(0), row.Int(1), new PrincipalId(row.Text(2)), OperationId.FromTrusted(row.Text(3)), row.Instant(4), row.Blob(5), row.Blob(6),
        row.Blob(7));

    private async Task<List<(RunOutcome Outcome, long Now)>> Send(IReadOnlyList<Run> runs, CancellationToken ct)
    {
        try
        {
            return await sources.Commits.All(PostgresRuns.Commit(runs), row => ((RunOutcome)row.Small(0), row.Int(1)), ct);
        }
        catch (PostgresException e) when (PostgresFaults.IsRefusal(e))
        {
            throw new DataRefusedException(e);
        }
    }

    private void Announce(IReadOnlyList<Run> runs, RunOutcome[] outcomes)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (outcomes[i] == RunOutcome.Committed)
            {
                news.Announce(Slots.GroupOf(runs[i].Customer.Slot));
            }
        }
    }
}
