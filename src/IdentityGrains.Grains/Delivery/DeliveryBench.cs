using IdentityGrains.Connectors.Installed;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Exceptions;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Delivery;

/// <summary>What everybody needs who works on one platform's deliveries.</summary>
internal sealed record DeliveryBench(
    PlatformName Platform, InstalledConnector Installed, Func<CustomerId, ICustomerInternals> Customers, IDeliveries Deliveries, PoliciesInForce Policies,
    SendGate Gate, IStoreClock Clock, TimeProvider Time, Instruments Instruments, IndexKey Index, PlatformExceptions Exceptions)
{
    /// <summary>For how long a customer whose plan is out of date waits to be planned anew before his row is taken up again.</summary>
    public static readonly TimeSpan PlanAgainWithin = TimeSpan.FromSeconds(2);

    /// <summary>How many customers' rows are composed, or recorded by one commit, at once: others wait for a commit's locks.</summary>
    public const int StepsAtOnce = 256;

    /// <summary>How the policy in force wants copies confirmed; null when it does not know the platform any more.</summary>
    public ConfirmPlan? Confirm => Policies.Current.Policy.Platforms.GetValueOrDefault(Platform)?.Confirm;

    /// <summary>Records steps that do not depend on each other, so many of them in one commit.</summary>
    public async Task<IReadOnlyList<bool>> Take(IReadOnlyList<DeliveryStep> steps, CancellationToken ct)
    {
        var took = new List<bool>(steps.Count);
        foreach (var part in steps.Chunk(StepsAtOnce))
        {
            took.AddRange(await Deliveries.Record([.. part.Select(Continued)], ct));
        }

        return took;
    }

    /// <summary>Records one step.</summary>
    public async Task<bool> Take(DeliveryStep step, CancellationToken ct) => (await Take([step], ct))[0];

    // Nobody else would plan on: that what was taken back is gone is no change of the customer, and after it the record may have to go.
    private DeliveryStep Continued(DeliveryStep step) =>
        step is { Log: { } log, After.State: DeliveryState.Accepted or DeliveryState.Applied or DeliveryState.Confirmed }
        && Policies.Current.Policy.Platforms.GetValueOrDefault(Platform) is { RecordEnd: not RecordEnd.Keep } platform
        && Holding.Read(log.Holding).IsEmptied(platform.KeyField)
            ? step with { PlansAgain = Lane.Withdrawal }
            : step;

    /// <summary>The row as it is now; null when there is none.</summary>
    public Task<DeliveryRow?> Row(CustomerId customer, CancellationToken ct) => Deliveries.Find(customer, Platform, ct);

    /// <summary>Has a customer planned anew, because what the row says is not what he is to be told.</summary>
    public async Task PlanAgain(DeliveryRow row, long version, CancellationToken ct)
    {
        await Deliveries.MarkDirty(row.Customer, version, row.Lane, Clock.Now, ct);
        await Take(new DeliveryStep(row, row with { DueAt = Clock.Now + PlanAgainWithin }, null), ct);
    }

    /// <summary>
    /// What a row's content is now; null when it is another one or none, and then the customer is planned anew.
    /// </summary>
    public async Task<ComposedDelivery?> Compose(DeliveryRow row, CancellationToken ct)
    {
        var composed = await Customers(row.Customer).Compose(Platform, row.PlannedVersion, ct);
        if (composed is not null && composed.Digest.AsSpan().SequenceEqual(row.Digest.Span))
        {
            return composed;
        }

        await PlanAgain(row, composed?.Version ?? row.PlannedVersion, ct);
        return null;
    }
}
