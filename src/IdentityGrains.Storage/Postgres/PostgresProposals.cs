using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Storage.Journal;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Proposed policies and their approvals.</summary>
internal static class PostgresProposals
{
    private const string Line =
        """
        SELECT p.hash, p.reference, p.author, p.proposed_at, EXISTS (SELECT 1 FROM ig.policy a WHERE a.hash = p.hash) FROM ig.policy_proposal p
        """;

    private const string Approvals = "SELECT hash, principal, role, approved_at, epoch FROM ig.policy_approval ";

    public static Query Insert(PolicyDraft draft) => new Query(
        "INSERT INTO ig.policy_proposal (hash, reference, document, author, proposed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING")
        .Bind(draft.Hash).Bind(draft.Reference).Bind(draft.Document).Bind(draft.Author.Value).Bind(draft.At);

    // The epoch is locked in share: an activation between the look and the approval would make it one of another change.
    public static Query Approve(string hash, Approval approval) => new Query(
        """
        WITH policy AS MATERIALIZED (SELECT epoch FROM ig.policy_epoch FOR SHARE)
        INSERT INTO ig.policy_approval (hash, epoch, principal, role, approved_at)
        SELECT p.hash, $2, $3, $4, $5 FROM ig.policy_proposal p, policy e WHERE p.hash = $1 AND e.epoch = $2 ON CONFLICT DO NOTHING
        """)
        .Bind(hash).Bind(approval.Epoch).Bind(approval.Principal.Value).Bind(approval.Role).Bind(approval.At);

    public static Query Document(string hash) => new Query("SELECT document FROM ig.policy_proposal WHERE hash = $1").Bind(hash);

    public static Task<StoredProposal?> Find(Database reads, string hash, CancellationToken ct) => reads.Together(
        [
            new Query(Line + " WHERE p.hash = $1").Bind(hash),
            new Query(Approvals + "WHERE hash = $1 ORDER BY approved_at, principal").Bind(hash),
            Document(hash),
        ],
        async reader =>
        {
            if (!await reader.ReadAsync(ct))
            {
                return null;
            }

            var line = Read(reader);
            await reader.NextResultAsync(ct);
            var approvals = await Database.ReadAll(reader, ReadApproval, ct);
            await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            return new StoredProposal(With(line, approvals).Proposal, reader.Text(0), line.WasInForce);
        },
        ct);

    public static Task<IReadOnlyList<ProposalLine>> Newest(Database reads, int limit, CancellationToken ct) => reads.Together<IReadOnlyList<ProposalLine>>(
        [
            new Query(Line + " ORDER BY p.proposed_at DESC, p.hash LIMIT $1").Bind(limit),
            new Query(
                Approvals + "WHERE hash IN (SELECT hash FROM ig.policy_proposal ORDER BY proposed_at DESC, hash LIMIT $1) ORDER BY approved_at, principal")
                .Bind(limit),
        ],
        async reader =>
        {
            var lines = await Database.ReadAll(reader, Read, ct);
            await reader.NextResultAsync(ct);
            var approvals = await Database.ReadAll(reader, ReadApproval, ct);
            return [.. lines.Select(line => With(line, approvals))];
        },
        ct);

    private static ProposalLine With(ProposalLine line, IReadOnlyList<(string Hash, Approval Approval)> approvals) => line with
    {
        Proposal = line.Proposal with { Approvals = [.. approvals.Where(a => a.Hash == line.Proposal.Hash).Select(a => a.Approval)] },
    };

    private static ProposalLine Read(NpgsqlDataReader row) =>
        new(new Proposal(row.Text(0), row.Text(1), new PrincipalId(row.Text(2)), row.Instant(3), []), row.GetBoolean(4));

    private static (string Hash, Approval Approval) ReadApproval(NpgsqlDataReader row) =>
        (row.Text(0), new Approval(new PrincipalId(row.Text(1)), row.Text(2), row.Instant(3), row.Int(4)));
}
