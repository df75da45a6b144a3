using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The record in the embedded store.</summary>
internal sealed class SqliteJournal(SqliteWriteLoop writes, SqliteReaders readers, FeedNews news) : IJournal
{
    private const string Entry = "SELECT customer, version, principal, operation, recorded_at, hash, header, body FROM journal ";

    public Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct) =>
        writes.Write(session => SqliteRuns.Commit(session, runs), ct, outcomes => Announce(runs, outcomes));

    public Task<StoredCustomer?> Load(CustomerId customer, CancellationToken ct) =>
        readers.Read(session => session.AtOneMoment(moment => Load(moment, customer)), ct);

    public Task<Standing> Heads(IReadOnlyList<CustomerId> customers, CancellationToken ct) =>
        readers.Read(session => session.AtOneMoment(moment => Heads(moment, customers)), ct);

    public Task<StoredEntry?> FindOperation(CustomerId customer, PrincipalId principal, OperationId operation, CancellationToken ct) =>
        readers.Read(
            session =>
            {
                using var query = session.Prepare(Entry + "WHERE customer = ? AND principal = ? AND operation = ?");
                return query.Bind(customer).Bind(principal.Value).Bind(operation.Value).Step() ? ReadEntry(query) : null;
            },
            ct);

    public Task<IReadOnlyList<StoredEntry>> Read(CustomerId customer, long fromVersion, int limit, CancellationToken ct) =>
        readers.Read(session => Read(session, customer, fromVersion, limit), ct);

    public Task<long> VersionAt(CustomerId customer, DateTimeOffset at, CancellationToken ct) =>
        readers.Read(session => session.AtOneMoment(moment => SqlitePast.VersionAt(moment, customer, at)), ct);

    public Task<StoredVersion?> LoadAt(CustomerId customer, long version, CancellationToken ct) =>
        readers.Read(session => session.AtOneMoment(moment => LoadAt(moment, customer, version)), ct);

    public Task SaveSnapshot(CustomerId customer, StoredSnapshot snapshot, CancellationToken ct) =>
        writes.Write(session => SqliteSnapshots.Save(session, customer, snapshot), ct);

    internal static IReadOnlyList<StoredEntry> Read(SqliteSession session, CustomerId customer, long fromVersion, int limit)
    {
        using var query = Page(session, customer, fromVersion, limit);
        return query.All(ReadEntry);
    }

    /// <summary>A page of entries.</summary>
    internal static Statement Page(SqliteSession session, CustomerId customer, long fromVersion, int limit) =>
        session.Prepare(Entry + "WHERE customer = ? AND version >= ? ORDER BY version LIMIT ?").Bind(customer).Bind(fromVersion).Bind(limit);

    private static StoredCustomer? Load(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare("SELECT version, hash, fence, epoch FROM head WHERE customer = ?").Bind(customer);
        if (!query.Step())
        {
            return null;
        }

        var snapshot = SqliteSnapshots.Fitting(session, customer, long.MaxValue);
        return new StoredCustomer(
            new Head(query.Int(0), query.Blob(1)), query.Int(2), query.Int(3), snapshot,
            Read(session, customer, (snapshot?.Version ?? 0) + 1, int.MaxValue));
    }

    private static Standing Heads(SqliteSession session, IReadOnlyList<CustomerId> customers)
    {
        var versions = new Dictionary<CustomerId, long>();
        foreach (var customer in customers)
        {
            if (SqlitePast.HeadOf(session, customer) is var version and > 0)
            {
                versions[customer] = version;
            }
        }

        return new Standing(SqlitePolicies.Epoch(session), versions);
    }

    private static StoredVersion? LoadAt(SqliteSession session, CustomerId customer, long version)
    {
        if (version < 1 || SqlitePast.HeadOf(session, customer) < version)
        {
            return null;
        }

        var snapshot = SqliteSnapshots.Fitting(session, customer, version);
        var from = (snapshot?.Version ?? 0) + 1;
        return new StoredVersion(snapshot, Read(session, customer, from, checked((int)(version - from + 1))));
    }

    internal static StoredEntry ReadEntry(Statement row) => new(
        row.Customer(0), row.Int(1), new PrincipalId(row.Text(2)), OperationId.FromTrusted(row.Text(3)), row.Instant(4), row.Blob(5), row.Blob(6),
        row.Blob(7));

    private void Announce(IReadOnlyList<Run> runs, IReadOnlyList<RunOutcome> outcomes)
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
