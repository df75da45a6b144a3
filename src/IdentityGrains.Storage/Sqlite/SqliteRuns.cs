using IdentityGrains.Storage.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Writes runs. One that loses writes nothing; one whose data the store refuses takes nothing of the others with it.</summary>
internal static class SqliteRuns
{
    public static IReadOnlyList<RunOutcome> Commit(SqliteSession session, IReadOnlyList<Run> runs)
    {
        var epoch = SqlitePolicies.Epoch(session);
        session.Execute("SAVEPOINT runs");
        try
        {
            RunOutcome[] outcomes = [.. runs.Select(run => Write(session, run, epoch))];
            session.Execute("RELEASE runs");
            return outcomes;
        }
        catch (SqliteException e) when (IsRefusal(session, e))
        {
            // Rare, so that only then each run pays for a savepoint of its own.
            session.Execute("ROLLBACK TO runs");
            session.Execute("RELEASE runs");
            return [.. runs.Select(run => WriteAlone(session, run, epoch))];
        }
    }

    private static RunOutcome WriteAlone(SqliteSession session, Run run, long epoch)
    {
        session.Execute("SAVEPOINT run");
        var outcome = RunOutcome.Refused;
        try
        {
            outcome = Write(session, run, epoch);
        }
        catch (SqliteException e) when (IsRefusal(session, e))
        {
            session.Execute("ROLLBACK TO run");
        }

        session.Execute("RELEASE run");
        return outcome;
    }

    private static bool IsRefusal(SqliteSession session, SqliteException e) =>
        e.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH && !session.OutsideTransaction;

    // The head moves only after everything that can lose was asked, and what loses at the head has written nothing yet.
    private static RunOutcome Write(SqliteSession session, Run run, long epoch)
    {
        var slot = run.Customer.Slot;
        var otherwise = run.Epoch != epoch ? RunOutcome.EpochOver
            : !IsWhole(run) ? RunOutcome.Refused
            : IsKnown(session, run) ? (HeadStands(session, run) ? RunOutcome.OperationKnown : RunOutcome.LostRace)
            : !MoveHead(session, run, slot) ? RunOutcome.LostRace
            : RunOutcome.Committed;
        if (otherwise != RunOutcome.Committed)
        {
            return otherwise;
        }

        var last = run.Entries[^1];
        foreach (var entry in run.Entries)
        {
            Append(session, entry);
        }

        Echo(session, run, slot);
        if (run.Dirty is { } lane)
        {
            SqliteDirty.Mark(session, run.Customer, last.Version, lane, last.RecordedAt);
        }

        SqliteDueWork.Set(session, run.Customer, run.DueAt);
        foreach (var message in run.Messages)
        {
            SqliteMessages.Add(session, run.Customer, slot, message, last.RecordedAt);
        }

        return RunOutcome.Committed;
    }

    // What the schema cannot see: that the entries are the customer's and continue the base without a gap.
    private static bool IsWhole(Run run)
    {
        var version = run.Base.Version;
        return run.Entries.Count > 0 && run.Entries.All(e => e.Customer == run.Customer && e.Version == ++version);
    }

    private static bool MoveHead(SqliteSession session, Run run, int slot)
    {
        var last = run.Entries[^1];
        if (run.Base.Version == 0)
        {
            using var insert = session.Prepare(
                "INSERT INTO head (customer, slot, version, hash, fence, epoch) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (customer) DO NOTHING");
            return insert.Bind(run.Customer).Bind(slot).Bind(last.Version).Bind(last.Hash).Bind(run.Fence).Bind(run.Epoch).Run() == 1;
        }

        using var update = session.Prepare(
            "UPDATE head SET version = ?, hash = ?, fence = ?, epoch = ? WHERE customer = ? AND version = ? AND hash = ?");
        return update.Bind(last.Version).Bind(last.Hash).Bind(run.Fence).Bind(run.Epoch)
            .Bind(run.Customer).Bind(run.Base.Version).Bind(run.Base.Hash).Run() == 1;
    }

    private static bool HeadStands(SqliteSession session, Run run)
    {
        using var query = session.Prepare("SELECT version, hash FROM head WHERE customer = ?").Bind(run.Customer);
        return query.Step() ? query.Int(0) == run.Base.Version && query.Blob(1).AsSpan().SequenceEqual(run.Base.Hash.Span) : run.Base.Version == 0;
    }

    private static bool IsKnown(SqliteSession session, Run run) =>
        (run.Entries.Count > 1 && run.Entries.DistinctBy(e => (e.Principal, e.Operation)).Count() < run.Entries.Count)
        || run.Entries.Any(e => IsKnown(session, e));

    private static bool IsKnown(SqliteSession session, SealedEntry entry)
    {
        using var query = session.Prepare("SELECT 1 FROM journal WHERE customer = ? AND principal = ? AND operation = ?");
        return query.Bind(entry.Customer).Bind(entry.Principal.Value).Bind(entry.Operation.Value).Step();
    }

    private static void Append(SqliteSession session, SealedEntry entry)
    {
        using var insert = session.Prepare(
            "INSERT INTO journal (customer, version, principal, operation, recorded_at, hash, header, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        insert.Bind(entry.Customer).Bind(entry.Version).Bind(entry.Principal.Value).Bind(entry.Operation.Value).Bind(entry.RecordedAt)
            .Bind(entry.Hash).Bind(entry.Header).Bind(entry.Body).Run();
    }

    private static void Echo(SqliteSession session, Run run, int slot)
    {
        using var insert = session.Prepare("INSERT INTO feed (slot_group, customer, version, changed, at) VALUES (?, ?, ?, ?, ?)");
        insert.Bind(Slots.GroupOf(slot)).Bind(run.Customer).Bind(run.Entries[^1].Version).Bind(run.Changed).Bind(run.Entries[^1].RecordedAt).Run();
    }
}
