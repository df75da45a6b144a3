using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Policy documents and the epoch in the embedded store.</summary>
internal sealed class SqlitePolicies(SqliteWriteLoop writes, SqliteReaders readers) : IPolicies
{
    public Task<ActivePolicy?> Active(CancellationToken ct) => readers.Read(Active, ct);

    public Task<ActivePolicy> Activate(string document, string hash, DateTimeOffset at, CancellationToken ct) => writes.Write(
        session =>
        {
            if (Active(session) is { } active && active.Hash == hash)
            {
                return active;
            }

            var next = new ActivePolicy(Epoch(session) + 1, hash, document, at);
            using var insert = session.Prepare("INSERT INTO policy (epoch, hash, document, activated_at) VALUES (?, ?, ?, ?)");
            insert.Bind(next.Epoch).Bind(hash).Bind(document).Bind(at).Run();
            using var update = session.Prepare("UPDATE policy_epoch SET epoch = ?");
            update.Bind(next.Epoch).Run();
            return next;
        },
        ct);

    /// <summary>The epoch in force; 0 before the first activation.</summary>
    internal static long Epoch(SqliteSession session)
    {
        using var query = session.Prepare("SELECT epoch FROM policy_epoch");
        return query.Step() ? query.Int(0) : throw new UnsafeStoreException("The store has lost its policy epoch");
    }

    private static ActivePolicy? Active(SqliteSession session)
    {
        using var query = session.Prepare("SELECT p.epoch, p.hash, p.document, p.activated_at FROM policy p JOIN policy_epoch e ON e.epoch = p.epoch");
        return query.Step() ? new ActivePolicy(query.Int(0), query.Text(1), query.Text(2), query.Instant(3)) : null;
    }
}
