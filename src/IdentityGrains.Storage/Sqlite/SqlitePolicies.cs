using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Policy documents and the epoch in the embedded store.</summary>
internal sealed class SqlitePolicies(SqliteWriteLoop writes, SqliteReaders readers) : IPolicies
{
    public Task<ActivePolicy?> Active(CancellationToken ct) => readers.Read(Active, ct);

    public Task<long> Epoch(CancellationToken ct) => readers.Read(Epoch, ct);

    public Task<long?> EpochAt(DateTimeOffset at, CancellationToken ct) => readers.Read<long?>(
        session =>
        {
            using var query = session.Prepare("SELECT epoch FROM policy WHERE activated_at <= ? ORDER BY activated_at DESC LIMIT 1");
            return query.Bind(at).Step() ? query.Int(0) : null;
        },
        ct);

    public Task<ActivePolicy?> Find(long epoch, CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare("SELECT epoch, hash, document, activated_at FROM policy WHERE epoch = ?");
            return query.Bind(epoch).Step() ? Read(query) : null;
        },
        ct);

    public Task<ActivePolicy> Activate(string document, string hash, DateTimeOffset at, CancellationToken ct) => writes.Write(
        session =>
        {
            var active = Active(session);
            if (active?.Hash == hash)
            {
                return active;
            }

            return Begin(session, active, hash, document, null, at);
        },
        ct);

    public Task<StoredProposal> Propose(PolicyDraft draft, CancellationToken ct) =>
        writes.Write(session => SqliteProposals.Propose(session, draft), ct);

    public Task<bool> Approve(string hash, Approval approval, CancellationToken ct) =>
        writes.Write(session => SqliteProposals.Approve(session, hash, approval), ct);

    public Task<StoredProposal?> FindProposal(string hash, CancellationToken ct) =>
        readers.Read(session => session.AtOneMoment(s => SqliteProposals.Find(s, hash)), ct);

    public Task<IReadOnlyList<ProposalLine>> Proposals(int limit, CancellationToken ct) =>
        readers.Read(session => session.AtOneMoment(s => SqliteProposals.Newest(s, limit)), ct);

    public Task<ActivePolicy?> ActivateProposal(string hash, long epoch, PrincipalId by, DateTimeOffset at, CancellationToken ct) => writes.Write(
        session => Epoch(session) == epoch && SqliteProposals.Document(session, hash) is { } document
            ? Begin(session, Active(session), hash, document, by, at)
            : null,
        ct);

    /// <summary>The epoch in force; 0 before the first activation.</summary>
    internal static long Epoch(SqliteSession session)
    {
        using var query = session.Prepare("SELECT epoch FROM policy_epoch");
        return query.Step() ? query.Int(0) : throw new UnsafeStoreException("The store has lost its policy epoch");
    }

    private static ActivePolicy Begin(SqliteSession session, ActivePolicy? active, string hash, string document, PrincipalId? by, DateTimeOffset at)
    {
        var since = active is null || at > active.ActivatedAt ? at : active.ActivatedAt + Instants.Step;
        var next = new ActivePolicy(Epoch(session) + 1, hash, document, since);
        using var insert = session.Prepare("INSERT INTO policy (epoch, hash, document, activated_at, activated_by) VALUES (?, ?, ?, ?, ?)");
        insert.Bind(next.Epoch).Bind(hash).Bind(document).Bind(since).Bind(by?.Value).Run();
        using var update = session.Prepare("UPDATE policy_epoch SET epoch = ?");
        update.Bind(next.Epoch).Run();
        return next;
    }

    private static ActivePolicy? Active(SqliteSession session)
    {
        using var query = session.Prepare("SELECT p.epoch, p.hash, p.document, p.activated_at FROM policy p JOIN policy_epoch e ON e.epoch = p.epoch");
        return query.Step() ? Read(query) : null;
    }

    private static ActivePolicy Read(Statement row) => new(row.Int(0), row.Text(1), row.Text(2), row.Instant(3));
}
