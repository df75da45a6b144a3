using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Messages;

namespace IdentityGrains.Storage.Tests.Journal;

/// <summary>The record in memory: a second implementation, held to the first one's contract.</summary>
internal sealed class MemoryJournal : IJournal, IPolicies
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CustomerId, MemoryChain> _chains = [];
    private readonly List<ActivePolicy> _activated = [];
    private readonly Dictionary<string, (Proposal Proposal, string Document)> _proposals = new(StringComparer.Ordinal);

    /// <summary>What its entries owe customers.</summary>
    public MemoryMessages Messages { get; } = new();

    public Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RunOutcome>>([.. runs.Select(Commit)]);
        }
    }

    public Task<StoredCustomer?> Load(CustomerId customer, CancellationToken ct)
    {
        lock (_lock)
        {
            if (!_chains.TryGetValue(customer, out var chain))
            {
                return Task.FromResult<StoredCustomer?>(null);
            }

            var snapshot = chain.Fitting(long.MaxValue);
            return Task.FromResult<StoredCustomer?>(new StoredCustomer(
                chain.Head, chain.Fence, chain.Epoch, snapshot, [.. chain.Entries.Where(e => e.Version > (snapshot?.Version ?? 0))]));
        }
    }

    public Task<long> VersionAt(CustomerId customer, DateTimeOffset at, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult(Entries(customer).LastOrDefault(e => e.RecordedAt <= at)?.Version ?? 0);
        }
    }

    public Task<Standing> Heads(IReadOnlyList<CustomerId> customers, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult(new Standing(_activated.Count, customers.Where(_chains.ContainsKey).ToDictionary(c => c, c => _chains[c].Head.Version)));
        }
    }

    public Task<StoredVersion?> LoadAt(CustomerId customer, long version, CancellationToken ct)
    {
        lock (_lock)
        {
            if (version < 1 || !_chains.TryGetValue(customer, out var chain) || chain.Head.Version < version)
            {
                return Task.FromResult<StoredVersion?>(null);
            }

            var snapshot = chain.Fitting(version);
            return Task.FromResult<StoredVersion?>(new StoredVersion(
                snapshot, [.. chain.Entries.Where(e => e.Version > (snapshot?.Version ?? 0) && e.Version <= version)]));
        }
    }

    public Task<StoredEntry?> FindOperation(CustomerId customer, PrincipalId principal, OperationId operation, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult(Entries(customer).FirstOrDefault(e => e.Principal == principal && e.Operation == operation));
        }
    }

    public Task<IReadOnlyList<StoredEntry>> Read(CustomerId customer, long fromVersion, int limit, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<StoredEntry>>([.. Entries(customer).Where(e => e.Version >= fromVersion).Take(limit)]);
        }
    }

    public Task SaveSnapshot(CustomerId customer, StoredSnapshot snapshot, CancellationToken ct)
    {
        lock (_lock)
        {
            _chains[customer].Keep(snapshot);
        }

        return Task.CompletedTask;
    }

    public Task<long> Epoch(CancellationToken ct) => Task.FromResult((long)_activated.Count);

    public Task<ActivePolicy?> Active(CancellationToken ct) => Task.FromResult(_activated.LastOrDefault());

    public Task<long?> EpochAt(DateTimeOffset at, CancellationToken ct) =>
        Task.FromResult(_activated.LastOrDefault(p => p.ActivatedAt <= at)?.Epoch);

    public Task<ActivePolicy?> Find(long epoch, CancellationToken ct) => Task.FromResult(_activated.Find(p => p.Epoch == epoch));

    public Task<ActivePolicy> Activate(string document, string hash, DateTimeOffset at, CancellationToken ct)
    {
        lock (_lock)
        {
            var active = _activated.LastOrDefault();
            return Task.FromResult(active?.Hash == hash ? active : Begin(hash, document, at));
        }
    }

    public Task<StoredProposal> Propose(PolicyDraft draft, CancellationToken ct)
    {
        lock (_lock)
        {
            _proposals.TryAdd(draft.Hash, (new Proposal(draft.Hash, draft.Reference, draft.Author, draft.At, []), draft.Document));
            return Task.FromResult(Stored(draft.Hash)!);
        }
    }

    public Task<bool> Approve(string hash, Approval approval, CancellationToken ct)
    {
        lock (_lock)
        {
            if (approval.Epoch != _activated.Count || !_proposals.TryGetValue(hash, out var kept)
                || kept.Proposal.Under(approval.Epoch).Any(a => a.Principal == approval.Principal || a.Role == approval.Role))
            {
                return Task.FromResult(false);
            }

            _proposals[hash] = (kept.Proposal with { Approvals = kept.Proposal.Approvals.Add(approval) }, kept.Document);
            return Task.FromResult(true);
        }
    }

    public Task<StoredProposal?> FindProposal(string hash, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult(Stored(hash));
        }
    }

    public Task<IReadOnlyList<ProposalLine>> Proposals(int limit, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ProposalLine>>(
            [
                .. _proposals.Values.OrderByDescending(p => p.Proposal.At).Take(limit).Select(p => Stored(p.Proposal.Hash)!)
                    .Select(p => new ProposalLine(p.Proposal, p.WasInForce)),
            ]);
        }
    }

    public Task<ActivePolicy?> ActivateProposal(string hash, long epoch, PrincipalId by, DateTimeOffset at, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult(epoch == _activated.Count && _proposals.TryGetValue(hash, out var kept) ? Begin(hash, kept.Document, at) : null);
        }
    }

    private StoredProposal? Stored(string hash) => _proposals.TryGetValue(hash, out var kept)
        ? new StoredProposal(kept.Proposal, kept.Document, _activated.Exists(a => a.Hash == hash))
        : null;

    private ActivePolicy Begin(string hash, string document, DateTimeOffset at)
    {
        var before = _activated.LastOrDefault();
        var since = before is null || at > before.ActivatedAt ? at : before.ActivatedAt + Instants.Step;
        _activated.Add(new ActivePolicy(_activated.Count + 1, hash, document, since));
        return _activated[^1];
    }

    private RunOutcome Commit(Run run)
    {
        var version = run.Base.Version;
        var head = _chains.TryGetValue(run.Customer, out var chain) ? chain.Head : Head.Start;
        var operations = run.Entries.Select(e => (e.Principal, e.Operation)).ToArray();
        if (run.Epoch != _activated.Count)
        {
            return RunOutcome.EpochOver;
        }

        if (run.Entries.Count == 0 || !run.Entries.All(e => e.Customer == run.Customer && e.Version == ++version))
        {
            return RunOutcome.Refused;
        }

        if (head.Version != run.Base.Version || !head.Hash.Span.SequenceEqual(run.Base.Hash.Span))
        {
            return RunOutcome.LostRace;
        }

        if (operations.Distinct().Count() < operations.Length || Entries(run.Customer).Any(e => operations.Contains((e.Principal, e.Operation))))
        {
            return RunOutcome.OperationKnown;
        }

        chain ??= _chains[run.Customer] = new MemoryChain();
        chain.Entries.AddRange(run.Entries.Select(
            e => new StoredEntry(e.Customer, e.Version, e.Principal, e.Operation, e.RecordedAt, e.Hash, e.Header, e.Body)));
        (chain.Head, chain.Fence, chain.Epoch) = (new Head(run.Entries[^1].Version, run.Entries[^1].Hash), run.Fence, run.Epoch);
        foreach (var message in run.Messages)
        {
            Messages.Add(run.Customer, message, run.Entries[^1].RecordedAt);
        }

        return RunOutcome.Committed;
    }

    private List<StoredEntry> Entries(CustomerId customer) => _chains.TryGetValue(customer, out var chain) ? chain.Entries : [];
}
