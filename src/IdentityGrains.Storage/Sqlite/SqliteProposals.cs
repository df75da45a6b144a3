using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Proposed policies and their approvals, in the session of whoever asks.</summary>
internal static class SqliteProposals
{
    private const string Columns =
        "hash, reference, author, proposed_at, EXISTS (SELECT 1 FROM policy p WHERE p.hash = policy_proposal.hash)";

    public static StoredProposal Propose(SqliteSession session, PolicyDraft draft)
    {
        using (var insert = session.Prepare(
            "INSERT INTO policy_proposal (hash, reference, document, author, proposed_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING"))
        {
            insert.Bind(draft.Hash).Bind(draft.Reference).Bind(draft.Document).Bind(draft.Author.Value).Bind(draft.At).Run();
        }

        return Find(session, draft.Hash)!;
    }

    public static bool Approve(SqliteSession session, string hash, Approval approval)
    {
        if (approval.Epoch != SqlitePolicies.Epoch(session) || Document(session, hash) is null)
        {
            return false;
        }

        using var insert = session.Prepare(
            "INSERT INTO policy_approval (hash, epoch, principal, role, approved_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        return insert.Bind(hash).Bind(approval.Epoch).Bind(approval.Principal.Value).Bind(approval.Role).Bind(approval.At).Run() == 1;
    }

    public static StoredProposal? Find(SqliteSession session, string hash)
    {
        ProposalLine line;
        using (var query = session.Prepare($"SELECT {Columns} FROM policy_proposal WHERE hash = ?"))
        {
            if (!query.Bind(hash).Step())
            {
                return null;
            }

            line = Read(query);
        }

        return new StoredProposal(WithApprovals(session, line).Proposal, Document(session, hash)!, line.WasInForce);
    }

    public static IReadOnlyList<ProposalLine> Newest(SqliteSession session, int limit)
    {
        List<ProposalLine> lines;
        using (var query = session.Prepare($"SELECT {Columns} FROM policy_proposal ORDER BY proposed_at DESC, hash LIMIT ?"))
        {
            lines = query.Bind(limit).All(Read);
        }

        return [.. lines.Select(line => WithApprovals(session, line))];
    }

    public static string? Document(SqliteSession session, string hash)
    {
        using var query = session.Prepare("SELECT document FROM policy_proposal WHERE hash = ?");
        return query.Bind(hash).Step() ? query.Text(0) : null;
    }

    private static ProposalLine Read(Statement row) =>
        new(new Proposal(row.Text(0), row.Text(1), new PrincipalId(row.Text(2)), row.Instant(3), []), row.Int(4) == 1);

    private static ProposalLine WithApprovals(SqliteSession session, ProposalLine line)
    {
        using var query = session.Prepare("SELECT principal, role, approved_at, epoch FROM policy_approval WHERE hash = ? ORDER BY approved_at, principal");
        var approvals = query.Bind(line.Proposal.Hash).All(row => new Approval(new PrincipalId(row.Text(0)), row.Text(1), row.Instant(2), row.Int(3)));
        return line with { Proposal = line.Proposal with { Approvals = [.. approvals] } };
    }
}
