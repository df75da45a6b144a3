using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain.Reconciling;
using Orleans.Concurrency;
using Orleans.Metadata;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>Looks back at one platform's copies. The key is the platform.</summary>
[GrainInterfaceType("reconciler")]
internal interface IReconcilerGrain : IGrainWithStringKey
{
    /// <summary>There may be something to do. Saying so too often does no harm.</summary>
    [Alias("wake"), OneWay, AlwaysInterleave]
    Task Wake();

    /// <summary>Begins a run now; the number of the one that is under way when there is one.</summary>
    /// <param name="mode">Whom it looks at; null for whom the policy says.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="ct">Gives up.</param>
    [Alias("start")]
    Task<long> Start(ReconciliationMode? mode, string by, CancellationToken ct);

    /// <summary>Has what stands at the platform asserted, because somebody says that it may be right.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="field">Which field.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="ct">Gives up.</param>
    [Alias("accept")]
    Task<DriftAnswer> Accept(CustomerId customer, FieldName field, PrincipalId by, CancellationToken ct);
}
