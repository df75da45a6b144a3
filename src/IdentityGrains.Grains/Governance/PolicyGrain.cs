using IdentityGrains.Client.Governance;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Feed;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;
using PolicyInForce = IdentityGrains.Client.Governance.PolicyInForce;

namespace IdentityGrains.Grains.Governance;

/// <summary>The door to the policy: what is in force, what is proposed, and the acts that bring the one to the other.</summary>
[GrainType("policy"), StatelessWorker, Reentrant]
internal sealed class PolicyGrain(
    PoliciesInForce policies, PolicyDesk desk, PolicyActivation activation, IPolicySweeps sweeps, IDeliveries deliveries)
    : Grain, IPolicyGrain
{
    public async Task<PolicyInForce> InForce(CancellationToken ct = default) => PolicyActivation.Told(await policies.Refresh(ct));

    public async Task<Authority?> Authority(FieldName field, CancellationToken ct = default) =>
        Domain.Explanations.Authority.Of(field, (await policies.Refresh(ct)).Policy);

    public async Task<BoundSource?> Bound(CancellationToken ct = default) =>
        BoundSource.Of(CurrentCaller.Required, (await policies.Refresh(ct)).Policy);

    public async Task<ImmutableArray<DeliveryCount>> Deliveries(CancellationToken ct = default) =>
    [
        .. (await deliveries.Backlog(ct)).GroupBy(b => (b.Platform, State: DeliveryStates.WordOf(b.State)))
            .Select(g => new DeliveryCount(g.Key.Platform.Value, g.Key.State, g.Sum(b => b.Count), g.Min(b => b.Oldest))),
    ];

    public async Task<SweepProgress> Sweep(CancellationToken ct = default) =>
        Sweeps.Progress((await policies.Refresh(ct)).Epoch, await sweeps.All(ct));

    public Task<PolicyAnswer> Propose(string document, CancellationToken ct = default) => desk.Propose(document, CurrentCaller.Required, ct);

    public Task<PolicyAnswer> Approve(string hash, string role, CancellationToken ct = default) => desk.Approve(hash, role, CurrentCaller.Required, ct);

    public async Task<PolicyAnswer> Activate(string hash, DateTimeOffset? effectiveAt = null, CancellationToken ct = default)
    {
        var answer = await activation.Activate(hash, effectiveAt, CurrentCaller.Required);
        if (answer is PolicyAnswer.Activated)
        {
            // Whoever is not woken here, because this process dies, is woken by the sweeper.
            foreach (var group in Enumerable.Range(0, Slots.Groups))
            {
                await GrainFactory.GetGrain<IPolicySweepGrain>(FeedStreams.KeyOf(group)).Wake();
            }
        }

        return answer;
    }

    public Task<ProposedPolicy?> Proposal(string hash, CancellationToken ct = default) => desk.Find(hash, ct);

    public Task<ImmutableArray<ProposedPolicy>> Proposals(int limit, CancellationToken ct = default) => desk.List(limit, ct);
}
