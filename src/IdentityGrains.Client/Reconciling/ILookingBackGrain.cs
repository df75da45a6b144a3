using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Reconciling;
using Orleans;
using Orleans.Metadata;

namespace IdentityGrains.Client.Reconciling;

/// <summary>
/// What platforms hold beside what they should hold, and what is to be taken back from them. For those who speak for a source, but no partner that sells data,
/// and people who play a part that the policy names; to others it is refused (<see cref="Callers.ReadingRefusedException"/>). The key is 0.
/// </summary>
[GrainInterfaceType("looking-back")]
public interface ILookingBackGrain : IGrainWithIntegerKey
{
    /// <summary>Begins to look at a platform's copies, for people only. One run at a time: another one that is under way is answered.</summary>
    /// <param name="platform">Which platform.</param>
    /// <param name="mode">Whom to look at; null for whom the policy says.</param>
    /// <param name="ct">Gives up.</param>
    [Alias("start")]
    Task<StartAnswer> Start(PlatformName platform, ReconciliationMode? mode, CancellationToken ct = default);

    /// <summary>A platform's runs, the newest first; null when the policy knows no such platform or nothing speaks to it.</summary>
    [Alias("runs")]
    Task<ImmutableArray<RunLine>?> Runs(PlatformName platform, int limit, CancellationToken ct = default);

    /// <summary>One run with what it found; null when there is none.</summary>
    /// <param name="platform">Which platform.</param>
    /// <param name="number">The run's number; 0 for the newest.</param>
    /// <param name="drifts">How many drifts are told at most, in the order of customers.</param>
    /// <param name="ct">Gives up.</param>
    [Alias("run")]
    Task<RunReport?> Run(PlatformName platform, long number, int drifts, CancellationToken ct = default);

    /// <summary>Every installed platform's newest finished run: what is known of its copies.</summary>
    [Alias("conformance")]
    Task<ImmutableArray<RunLine>> Conformance(CancellationToken ct = default);

    /// <summary>Drifts, the newest first.</summary>
    [Alias("drifts")]
    Task<ImmutableArray<DriftLine>> Drifts(PlatformName? platform, int limit, CancellationToken ct = default);

    /// <summary>Field by field, what every installed platform should hold, what it was shown to hold, and what differs there.</summary>
    [Alias("drift-map")]
    Task<ImmutableArray<DriftCell>> DriftMap(CancellationToken ct = default);

    /// <summary>
    /// Has what stands at a platform read and asserted by the source that the platform is, under the rules that hold for it. It may lose: then the platform is
    /// told ours again. For people only.
    /// </summary>
    [Alias("accept-drift")]
    Task<DriftAnswer> AcceptDrift(CustomerId customer, PlatformName platform, FieldName field, CancellationToken ct = default);

    /// <summary>Withdrawals that are not shown to be over, the oldest first, a page at a time.</summary>
    /// <param name="platform">Where; null for everywhere.</param>
    /// <param name="after">Where the page before ended; null begins.</param>
    /// <param name="limit">How many.</param>
    /// <param name="ct">Gives up.</param>
    [Alias("withdrawals")]
    Task<OpenWithdrawals> Withdrawals(PlatformName? platform, WithdrawalCursor? after, int limit, CancellationToken ct = default);
}
