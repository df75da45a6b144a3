using IdentityGrains.Client.Governance;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Storage.Delivery;
using Orleans.Concurrency;
using PolicyInForce = IdentityGrains.Client.Governance.PolicyInForce;

namespace IdentityGrains.Grains.Governance;

/// <summary>Tells which policy is in force and how its deliveries stand.</summary>
[GrainType("policy"), StatelessWorker, Reentrant]
internal sealed class PolicyGrain(PoliciesInForce policies, IDeliveries deliveries) : Grain, IPolicyGrain
{
    public async Task<PolicyInForce> InForce(CancellationToken ct = default)
    {
        var (policy, active) = await policies.Refresh(ct);
        return new PolicyInForce(policy.Reference, active.Hash, active.Epoch, active.ActivatedAt, active.Document);
    }

    public async Task<Authority?> Authority(FieldName field, CancellationToken ct = default) =>
        Domain.Explanations.Authority.Of(field, (await policies.Refresh(ct)).Policy);

    public async Task<ImmutableArray<DeliveryCount>> Deliveries(CancellationToken ct = default) =>
    [
        .. (await deliveries.Backlog(ct)).Select(b => new DeliveryCount(b.Platform.Value, Words.Of(b.State), b.Count, b.Oldest)),
    ];
}
