using IdentityGrains.Client.Callers;
using Orleans;
using Orleans.Metadata;

namespace IdentityGrains.Client.Governance;

/// <summary>Whether a silo can serve. The key is 0.</summary>
[GrainInterfaceType("readiness"), WithoutCredential]
public interface IReadinessGrain : IGrainWithIntegerKey
{
    /// <summary>Returns once the store answered and a policy is in force; throws otherwise.</summary>
    [Alias("ready")]
    Task Ready(CancellationToken ct = default);
}
