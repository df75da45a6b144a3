using System.Text.Json;
using IdentityGrains.Cli.Api;

namespace IdentityGrains.Cli.Tour;

/// <summary>Watches deliveries until every platform that is connected has been told.</summary>
internal sealed class DeliveryWatch(GatewayClient gateway, string token, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly string[] Open = ["planned", "sent", "retry_wait", "indeterminate"];

    /// <summary>How many still have to reach a platform.</summary>
    public static long Waiting(IEnumerable<DeliveryCount> counts) => counts.Where(c => Open.Contains(c.State)).Sum(c => c.Count);

    /// <summary>Looks until nothing waits and nothing moves, or the time is over.</summary>
    /// <param name="longest">For how long.</param>
    /// <param name="seen">Hears of each look.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<ImmutableArray<DeliveryCount>> UntilTold(TimeSpan longest, Action<ImmutableArray<DeliveryCount>> seen, CancellationToken ct)
    {
        var (began, moved) = (time.GetTimestamp(), time.GetTimestamp());
        var last = await Look(ct);
        while (time.GetElapsedTime(began) < longest)
        {
            seen(last);
            await Task.Delay(Between, time, ct);
            var now = await Look(ct);
            if (!now.SequenceEqual(last))
            {
                moved = time.GetTimestamp();
            }
            else if (Waiting(now) == 0 && time.GetElapsedTime(moved) >= Quiet)
            {
                break;
            }

            last = now;
        }

        return last;
    }

    private async Task<ImmutableArray<DeliveryCount>> Look(CancellationToken ct)
    {
        var told = (await gateway.Get("/v1/deliveries", token, ct)).Deserialize(ApiJson.Default.Deliveries);
        return told is { Counts.IsDefault: false }
            ? [.. told.Counts.OrderBy(c => c.Platform, StringComparer.Ordinal).ThenBy(c => c.State, StringComparer.Ordinal)]
            : [];
    }
}
