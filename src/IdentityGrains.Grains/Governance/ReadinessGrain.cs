using IdentityGrains.Client.Governance;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Governance;

/// <summary>Asks the store which policy is in force: who gets an answer can decide.</summary>
[GrainType("readiness"), StatelessWorker, Reentrant]
internal sealed class ReadinessGrain(PoliciesInForce policies) : Grain, IReadinessGrain
{
    public Task Ready(CancellationToken ct = default) => policies.Refresh(ct);
}
