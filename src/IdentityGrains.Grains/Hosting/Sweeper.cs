using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.DueWork;
using IdentityGrains.Grains.Exceptions;
using IdentityGrains.Grains.Feed;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Messages;
using IdentityGrains.Grains.Reconciling;
using IdentityGrains.Grains.Subscriptions;
using IdentityGrains.Storage.Subscriptions;
using Microsoft.Extensions.Hosting;

namespace IdentityGrains.Grains.Hosting;

/// <summary>
/// Wakes every grain that works something off now and then, so that work whose wake-up was lost with a silo is taken up
/// again. It only wakes: what there is to do stands in the store.
/// </summary>
internal sealed partial class Sweeper(
    IGrainFactory grains, PoliciesInForce policies, InstalledPlatforms platforms, ISubscriptions subscriptions, TimeProvider time, ILogger<Sweeper> logger)
    : BackgroundService
{
    /// <summary>How often everything is woken.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await Sweep();
            }
            catch (Exception why) when (why is not OperationCanceledException)
            {
                SweepFailed(logger, why.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Sweep()
    {
        foreach (var key in Enumerable.Range(0, Slots.Groups).Select(FeedStreams.KeyOf))
        {
            await grains.GetGrain<IPlannerGrain>(key).Wake();
            await grains.GetGrain<IDueWorkGrain>(key).Wake();
            await grains.GetGrain<IPolicySweepGrain>(key).Wake();
            await grains.GetGrain<IMessengerGrain>(key).Wake();
        }

        foreach (var platform in platforms.Of(policies.Current.Policy))
        {
            foreach (var key in InstalledPlatforms.Keys(platform.Name))
            {
                await grains.GetGrain<IConnectorGrain>(key).Wake();
            }

            await grains.GetGrain<IReconcilerGrain>(platform.Name.Value).Wake();
        }

        await grains.GetGrain<IExceptionsGrain>(0).Wake();
        foreach (var subscription in await subscriptions.All(CancellationToken.None))
        {
            await grains.GetGrain<ISubscriptionGrain>(subscription.Id).Wake();
        }
    }

    [LoggerMessage(2501, LogLevel.Warning, "A sweep failed and will be repeated, {Fault}")]
    private static partial void SweepFailed(ILogger logger, string fault);
}
