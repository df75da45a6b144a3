using IdentityGrains.Domain.Messages;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Writes runs with the one statement of <c>shared-commit.sql</c>: every column of a run, an entry or a message is an array.</summary>
internal static class PostgresRuns
{
    private static readonly string Sql = PostgresScripts.Read("shared-commit");

    // The statement's numbers for lanes begin above none.
    private const int NoLane = 0;

    /// <summary>The statement for runs that are whole, each of another customer.</summary>
    public static Query Commit(IReadOnlyList<Run> runs)
    {
        var query = new Query(Sql);
        Bind(query, runs);
        BindEntries(query, runs);
        query.Bind(Slots.PerGroup);
        BindMessages(query, runs);
        return query;
    }

    /// <summary>
    /// What the schema cannot see: that the entries are the customer's, continue the base without a gap, and name each operation once.
    /// </summary>
    public static bool IsWhole(Run run)
    {
        var version = run.Base.Version;
        return run.Entries.Count > 0 && run.Entries.All(e => e.Customer == run.Customer && e.Version == ++version);
    }

    /// <summary>True when two entries of the run carry the same operation id: the second cannot be recorded.</summary>
    public static bool RepeatsItself(Run run) =>
        run.Entries.Count > 1 && run.Entries.DistinctBy(e => (e.Principal, e.Operation)).Count() < run.Entries.Count;

    private static void Bind(Query query, IReadOnlyList<Run> runs)
    {
        T[] Column<T>(Func<Run, T> of) => Each(runs, of);

        query.Bind(Column(r => r.Customer.ToColumn()), NpgsqlDbType.Uuid)
            .Bind(Column(r => r.Customer.Slot), NpgsqlDbType.Integer)
            .Bind(Column(r => r.Base.Version), NpgsqlDbType.Bigint)
            .Bind(Column(r => r.Base.Hash), NpgsqlDbType.Bytea)
            .Bind(Column(r => r.Entries[^1].Version), NpgsqlDbType.Bigint)
            .Bind(Column(r => r.Entries[^1].Hash), NpgsqlDbType.Bytea)
            .Bind(Column(r => r.Fence), NpgsqlDbType.Bigint)
            .Bind(Column(r => r.Epoch), NpgsqlDbType.Bigint)
            .Bind(Column(r => r.Changed), NpgsqlDbType.Text)
            .Bind(Column(r => r.Dirty is { } lane ? (int)lane : NoLane), NpgsqlDbType.Integer)
            .Bind(Column(r => Canonical.Microseconds(r.Entries[^1].RecordedAt)), NpgsqlDbType.Bigint)
            .Bind(Column(r => r.DueAt is { } at ? Canonical.Microseconds(at) : (long?)null), NpgsqlDbType.Bigint);
    }

    private static void BindEntries(Query query, IReadOnlyList<Run> runs)
    {
        var entries = Numbered(runs, r => r.Entries);
        T[] Column<T>(Func<SealedEntry, T> of) => Each(entries, e => of(e.Item));

        query.Bind(Each(entries, e => e.Number), NpgsqlDbType.Bigint)
            .Bind(Column(e => e.Customer.ToColumn()), NpgsqlDbType.Uuid)
            .Bind(Column(e => e.Version), NpgsqlDbType.Bigint)
            .Bind(Column(e => e.Principal.Value), NpgsqlDbType.Text)
            .Bind(Column(e => e.Operation.Value), NpgsqlDbType.Text)
            .Bind(Column(e => Canonical.Microseconds(e.RecordedAt)), NpgsqlDbType.Bigint)
            .Bind(Column(e => e.Hash), NpgsqlDbType.Bytea)
            .Bind(Column(e => e.Header), NpgsqlDbType.Bytea)
            .Bind(Column(e => e.Body), NpgsqlDbType.Bytea);
    }

    private static void BindMessages(Query query, IReadOnlyList<Run> runs)
    {
        var messages = Numbered(runs, r => r.Messages);
        T[] Column<T>(Func<CustomerMessage, T> of) => Each(messages, m => of(m.Item));

        query.Bind(Each(messages, m => m.Number), NpgsqlDbType.Bigint)
            .Bind(Column(m => m.Id), NpgsqlDbType.Text)
            .Bind(Column(m => (int)m.Kind), NpgsqlDbType.Integer)
            .Bind(Column(m => m.Verification.Field.Value), NpgsqlDbType.Text)
            .Bind(Column(m => m.Verification.Version), NpgsqlDbType.Bigint)
            .Bind(Column(m => m.Number), NpgsqlDbType.Integer)
            .Bind(Column(m => m.To.Version), NpgsqlDbType.Bigint)
            .Bind(Column(m => m.To.Index), NpgsqlDbType.Integer)
            .Bind(Column(m => Canonical.Microseconds(m.ExpiresAt)), NpgsqlDbType.Bigint);
    }

    // As the statement's ordinality counts: from 1.
    private static List<(long Number, T Item)> Numbered<T>(IReadOnlyList<Run> runs, Func<Run, IReadOnlyList<T>> of)
    {
        var items = new List<(long, T)>(runs.Count);
        for (var i = 0; i < runs.Count; i++)
        {
            foreach (var item in of(runs[i]))
            {
                items.Add((i + 1, item));
            }
        }

        return items;
    }

    private static TTo[] Each<TFrom, TTo>(IReadOnlyList<TFrom> items, Func<TFrom, TTo> of)
    {
        var column = new TTo[items.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = of(items[i]);
        }

        return column;
    }
}
