using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Storage.Journal;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Policy documents and the epoch in PostgreSQL.</summary>
internal sealed class PostgresPolicies(PostgresSources sources) : IPolicies
{
    private const string Columns = "p.epoch, p.hash, p.document, p.activated_at";
    private const string InForce = $"SELECT {Columns} FROM ig.policy p JOIN ig.policy_epoch e ON e.epoch = p.epoch";

    // Every commit holds this row in share until it is over, and waits for whoever holds it like this.
    private const string LockEpoch = "SELECT epoch FROM ig.policy_epoch FOR UPDATE";

    public Task<ActivePolicy?> Active(CancellationToken ct) => sources.Reads.One(new Query(InForce), Read, ct);

    public Task<long> Epoch(CancellationToken ct) => sources.Reads.One(new Query("SELECT epoch FROM ig.policy_epoch"), row => row.Int(0), ct);

    public async Task<long?> EpochAt(DateTimeOffset at, CancellationToken ct) => await sources.Reads.All(
        new Query("SELECT epoch FROM ig.policy WHERE activated_at <= $1 ORDER BY activated_at DESC LIMIT 1").Bind(at), row => row.Int(0), ct) is [var epoch]
        ? epoch
        : null;

    public Task<ActivePolicy?> Find(long epoch, CancellationToken ct) =>
        sources.Reads.One(new Query($"SELECT {Columns} FROM ig.policy p WHERE p.epoch = $1").Bind(epoch), Read, ct);

    public Task<ActivePolicy> Activate(string document, string hash, DateTimeOffset at, CancellationToken ct) => sources.Writes.InTransaction(
        async transaction =>
        {
            var epoch = await Lock(transaction, ct);
            var active = await Active(transaction, ct);
            return active?.Hash == hash ? active : await Begin(transaction, epoch, active, hash, document, null, at, ct);
        },
        ct);

    public async Task<StoredProposal> Propose(PolicyDraft draft, CancellationToken ct)
    {
        await sources.Writes.Run(PostgresProposals.Insert(draft), ct);
        return (await FindProposal(draft.Hash, ct))!;
    }

    public async Task<bool> Approve(string hash, Approval approval, CancellationToken ct) =>
        await sources.Writes.Run(PostgresProposals.Approve(hash, approval), ct) == 1;

    public Task<StoredProposal?> FindProposal(string hash, CancellationToken ct) => PostgresProposals.Find(sources.Reads, hash, ct);

    public Task<IReadOnlyList<ProposalLine>> Proposals(int limit, CancellationToken ct) => PostgresProposals.Newest(sources.Reads, limit, ct);

    public Task<ActivePolicy?> ActivateProposal(string hash, long epoch, PrincipalId by, DateTimeOffset at, CancellationToken ct) =>
        sources.Writes.InTransaction<ActivePolicy?>(
            async transaction =>
            {
                var inForce = await Lock(transaction, ct);
                var document = await transaction.All(PostgresProposals.Document(hash), row => row.Text(0), ct);
                return inForce == epoch && document is [var text]
                    ? await Begin(transaction, inForce, await Active(transaction, ct), hash, text, by, at, ct)
                    : null;
            },
            ct);

    private static async Task<long> Lock(Transaction transaction, CancellationToken ct) =>
        await transaction.All(new Query(LockEpoch), row => row.Int(0), ct) is [var epoch]
            ? epoch
            : throw new UnsafeStoreException("The store has lost its policy epoch");

    private static async Task<ActivePolicy?> Active(Transaction transaction, CancellationToken ct) =>
        (await transaction.All(new Query(InForce), Read, ct)).FirstOrDefault();

    private static async Task<ActivePolicy> Begin(
        Transaction transaction, long epoch, ActivePolicy? active, string hash, string document, PrincipalId? by, DateTimeOffset at, CancellationToken ct)
    {
        var since = active is null || at > active.ActivatedAt ? at : active.ActivatedAt + Instants.Step;
        var next = new ActivePolicy(epoch + 1, hash, document, since);
        await transaction.Run(
            [
                new Query("INSERT INTO ig.policy (epoch, hash, document, activated_at, activated_by) VALUES ($1, $2, $3, $4, $5)")
                    .Bind(next.Epoch).Bind(hash).Bind(document).Bind(since).Bind(by?.Value),
                new Query("UPDATE ig.policy_epoch SET epoch = $1").Bind(next.Epoch),
            ],
            ct);
        return next;
    }

    private static ActivePolicy Read(NpgsqlDataReader row) => new(row.Int(0), row.Text(1), row.Text(2), row.Instant(3));
}
