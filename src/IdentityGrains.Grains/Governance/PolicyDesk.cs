using IdentityGrains.Client.Governance;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Governance;

/// <summary>Takes documents to the law of activation and to the store: proposals, approvals, and what is told of them.</summary>
internal sealed class PolicyDesk(IPolicies store, PoliciesInForce policies, IStoreClock clock)
{
    /// <summary>How many proposals one answer names at most.</summary>
    public const int LongestList = 100;

    /// <summary>Keeps a document that is sound and passes its own tests.</summary>
    public async Task<PolicyAnswer> Propose(string document, Caller by, CancellationToken ct)
    {
        var inForce = await policies.Refresh(ct);
        if (ActivationLaw.WhyNotPropose(by, inForce.Policy) is { } refusal)
        {
            return new PolicyAnswer.Refused(refusal, []);
        }

        var reading = PolicyDocument.Load(document);
        if (reading.Policy is not { } policy)
        {
            return new PolicyAnswer.Unsound(reading.Malformed, [.. reading.Errors.Select(e => new Fault(e.Path, e.Code))]);
        }

        var failed = FailedTests(policy);
        if (!failed.IsEmpty)
        {
            return new PolicyAnswer.Unsound(Malformed: false, failed);
        }

        var kept = await store.Propose(new PolicyDraft(policy.Hash, policy.Reference, document, by.Principal, clock.Now), ct);
        return new PolicyAnswer.Done(Told(kept.Proposal, kept.WasInForce, inForce));
    }

    /// <summary>Keeps an approval.</summary>
    public async Task<PolicyAnswer> Approve(string hash, string role, Caller by, CancellationToken ct)
    {
        // Twice at most: the second time, what came between shows.
        for (var tries = 0; tries < 2; tries++)
        {
            var inForce = await policies.Refresh(ct);
            if (await store.FindProposal(hash, ct) is not { } stored)
            {
                return new PolicyAnswer.NoProposal();
            }

            if (ActivationLaw.WhyNotApprove(stored.Proposal, by, role, inForce.Policy, inForce.Epoch) is { } refusal)
            {
                return new PolicyAnswer.Refused(refusal, []);
            }

            if (await store.Approve(hash, new Approval(by.Principal, role, clock.Now, inForce.Epoch), ct))
            {
                return new PolicyAnswer.Done((await Find(hash, ct))!);
            }
        }

        return new PolicyAnswer.Busy();
    }

    /// <summary>A proposed document with its text.</summary>
    public async Task<ProposedPolicy?> Find(string hash, CancellationToken ct) => await store.FindProposal(hash, ct) is { } stored
        ? Told(stored.Proposal, stored.WasInForce, await policies.Refresh(ct)) with { Document = stored.Document }
        : null;

    /// <summary>What was proposed.</summary>
    public async Task<ImmutableArray<ProposedPolicy>> List(int limit, CancellationToken ct)
    {
        var inForce = await policies.Refresh(ct);
        return [.. (await store.Proposals(Math.Clamp(limit, 1, LongestList), ct)).Select(p => Told(p.Proposal, p.WasInForce, inForce))];
    }

    private static ProposedPolicy Told(Proposal proposal, bool wasInForce, PolicyEpoch inForce) => new(
        proposal, ActivationLaw.StageOf(proposal, wasInForce, inForce.Policy, inForce.Epoch), inForce.Epoch, null);

    // A failing example is named by its place in the document, as everything else that is wrong with it.
    private static ImmutableArray<Fault> FailedTests(Policy policy) =>
    [
        .. EmbeddedTests.Run(policy).Index().Where(t => !t.Item.Passed)
            .Select(t => new Fault(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/spec/tests/{t.Index}"), "test-failed")),
    ];
}
