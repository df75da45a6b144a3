using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>A batch that HubSpot refuses whole for one bad input: the good ones must get through all the same, by at most one request to a call.</summary>
public sealed class HubSpotRefusedBatchTests
{
    private const string Path = "firstname";

    private static readonly SendResult Applied = new SendResult.Acknowledged(AckLevel.Applied);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("whole")]
    [InlineData("unnamed")]
    public async Task In_smaller_batches_the_good_ones_pass_and_the_bad_one_is_refused_by_itself(string variant)
    {
        await using var vendor = await HubSpotVendor.Begin(change: p => p with { Variant = variant });
        var batch = Enumerable.Range(1, 100).Select(i => Tell(i, "email", i == 42 ? "no address" : $"n{i}@x.test", $"C-{i}")).ToArray();

        var settled = await Halve(vendor, batch);

        Assert.Equal(new SendResult.Rejected("invalid_email") { Paths = ["email"] }, settled[batch[41].DeliveryId]);
        Assert.Equal(99, settled.Values.Count(r => r == Applied));
        Assert.All(batch.Where(d => d.Key != "C-42"), d => Assert.NotNull(vendor.Held(d.Key, "email")));
        Assert.True(vendor.Simulator.SummaryOf(Platform).Requests <= 15, $"{vendor.Simulator.SummaryOf(Platform).Requests} requests");
    }

    [Fact]
    public async Task One_refused_whole_says_of_how_many()
    {
        await using var vendor = await HubSpotVendor.Begin(change: p => p with { Variant = "whole" });

        var results = await vendor.Send(Tell(1, "email", "no address", "C-1"), Tell(2, Path, "Ben", "C-2"), Tell(3, Path, "Cem", "C-3"));

        Assert.All(results, r => Assert.Equal(new SendResult.Retry("batch_of_3_refused", TimeSpan.Zero) { TookNoEffect = true }, r));
        Assert.Equal(0, vendor.Simulator.SummaryOf(Platform).Records);
    }

    [Fact]
    public async Task A_property_that_is_gone_is_refused_at_once_to_whoever_writes_it()
    {
        await using var vendor = await HubSpotVendor.Begin(change: p => p with { Variant = "whole" });
        vendor.Inject(FaultKind.FieldGone, path: "vip");

        var results = await vendor.Send(Tell(1, "vip", "yes", "C-1"), Tell(2, Path, "Ben", "C-2"), Tell(3, "vip", "no", "C-3"));

        var refused = new SendResult.Rejected("property_doesnt_exist") { Paths = ["vip"] };
        Assert.Equal([refused, SendResult.Retry.OfRefusedBatch(3), refused], results);
        Assert.Equal(Applied, await vendor.Send(Tell(2, Path, "Ben", "C-2")));
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("")]
    public async Task A_conflict_alone_is_refused_by_itself(string variant)
    {
        await using var vendor = await HubSpotVendor.Begin(change: p => p with { Variant = variant });
        await vendor.Send(Tell(1, "email", "family@x.test", "C-1"));

        Assert.Equal(new SendResult.Rejected("conflict"), await vendor.Send(Tell(2, "email", "family@x.test", "C-2")));
    }

    [Fact]
    public async Task An_account_without_a_place_for_our_key_is_held_and_no_customer_refused()
    {
        await using var vendor = await HubSpotVendor.Begin(change: p => p with { Variant = "whole" }, set: s => s.IdProperty = "customer_number");

        var results = await vendor.Send(Tell(1, Path, "Ana", "C-1"), Tell(2, Path, "Ben", "C-2"));

        Assert.All(results, r => Assert.Equal(new SendResult.Hold("id_property"), r));
    }

    [Theory]
    [InlineData("batch_of_100_refused", 100)]
    [InlineData("batch_of__refused", null)]
    [InlineData("batch_of_-1_refused", null)]
    [InlineData("batch_of_refused", null)]
    [InlineData("batch_refused", null)]
    [InlineData("batch_full", null)]
    [InlineData(null, null)]
    public void The_word_for_a_refused_batch_tells_its_size(string? why, int? of) => Assert.Equal(of, SendResult.Retry.RefusedBatch(why));

    // As the queue does it: whoever was in a batch that was refused is sent in one half as large.
    private static async Task<Dictionary<string, SendResult>> Halve(SimulatedVendor vendor, PlatformDelivery[] batch)
    {
        var settled = new Dictionary<string, SendResult>(StringComparer.Ordinal);
        var open = new Queue<PlatformDelivery[]>([batch]);
        while (open.TryDequeue(out var next))
        {
            var results = (await vendor.Connector.Send(next, Ct)).Results;
            foreach (var (delivery, result) in next.Zip(results).Where(r => SendResult.Retry.RefusedBatch((r.Second as SendResult.Retry)?.Why) is null))
            {
                settled.Add(delivery.DeliveryId, result);
            }

            PlatformDelivery[] again = [.. next.Where(d => !settled.ContainsKey(d.DeliveryId))];
            foreach (var half in again.Chunk(Math.Max(1, next.Length / 2)))
            {
                open.Enqueue(half);
            }
        }

        return settled;
    }
}
