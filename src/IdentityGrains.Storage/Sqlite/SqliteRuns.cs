using IdentityGrains.Storage.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Writes runs. Each stands in its own savepoint: one that loses, or whose data the store refuses, takes nothing of the others with it.</summary>
internal static class SqliteRuns
{
    public static IReadOnlyList<RunOutcome> Commit(SqliteSession session, IReadOnlyList<Run> runs)
    {
        var epoch = SqlitePolicies.Epoch(session);
        return [.. runs.Select(run => Commit(session, run, epoch))];
    }

    private static RunOutcome Commit(SqliteSession session, Run run, long epoch)
    {
        if (run.Epoch != epoch)
        {
            return RunOutcome.EpochOver;
        }

        session.Execute("SAVEPOINT run");
        RunOutcome outcome;
        try
        {
            outcome = Write(session, run);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH && !session.OutsideTransaction)
        {
            outcome = RunOutcome.Refused;
        }

        if (outcome != RunOutcome.Committed)
        {
            session.Execute("ROLLBACK TO run");
        }

        session.Execute("RELEASE run");
        return outcome;
    }

    private static RunOutcome Write(SqliteSession session, Run run)
    {
        var slot = run.Customer.Slot;
        if (!IsWhole(run))
        {
            return RunOutcome.Refused;
        }

        if (!MoveHead(session, run, slot))
        {
            return RunOutcome.LostRace;
        }

        foreach (var entry in run.Entries)
        {
            if (IsKnown(session, entry))
            {
                return RunOutcome.OperationKnown;
            }

            Append(session, entry);
        }

        Echo(session, run, slot);
        if (run.Dirty is { } lane)
        {
            SqliteDirty.Mark(session, run.Customer, run.Entries[^1].Version, lane, run.Entries[^1].RecordedAt);
        }

        SqliteDueWork.Set(session, run.Customer, run.DueAt);
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
        using var insert = session.Prepare("INSERT INTO feed (slot_group, customer, version, changed) VALUES (?, ?, ?, ?)");
        insert.Bind(Slots.GroupOf(slot)).Bind(run.Customer).Bind(run.Entries[^1].Version).Bind(run.Changed).Run();
    }
}
