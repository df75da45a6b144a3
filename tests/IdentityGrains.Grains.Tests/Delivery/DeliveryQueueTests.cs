using CsCheck;
using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Tests.Delivery;

public class DeliveryQueueTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ConnectorCapabilities InThrees =
        new(AckLevel.Applied, Deduplicates: true, TimeSpan.FromSeconds(15), "") { BatchSize = 3 };

    [Fact]
    public void A_request_takes_as_many_customers_as_the_protocol_does()
    {
        var work = DeliveryQueue.Sort(Rows(7, Lane.Ordinary, DeliveryState.Planned), InThrees, 0).ToArray();

        Assert.Equal([3, 3, 1], work.Select(w => w.Rows.Count));
        Assert.All(work, w => Assert.Equal((false, false), (w.Urgent, w.Looks)));
    }

    [Fact]
    public void Withdrawals_go_first_and_share_their_requests_with_nothing_else()
    {
        var work = DeliveryQueue.Sort(
            [.. Rows(2, Lane.Correction, DeliveryState.Planned), .. Rows(4, Lane.Withdrawal, DeliveryState.RetryWait)], InThrees, 0).ToArray();

        Assert.Equal([(true, 3), (true, 1), (false, 2)], work.Select(w => (w.Urgent, w.Rows.Count)));
    }

    [Theory]
    [InlineData(DeliveryState.Planned, false)]
    [InlineData(DeliveryState.RetryWait, false)]
    [InlineData(DeliveryState.Sent, true)]
    [InlineData(DeliveryState.Indeterminate, true)]
    [InlineData(DeliveryState.AcceptedToConfirm, true)]
    [InlineData(DeliveryState.AppliedToConfirm, true)]
    public void What_nobody_knows_and_what_is_to_be_shown_is_looked_at_where_that_can_be_done(DeliveryState state, bool looks)
    {
        Assert.Equal(looks, Assert.Single(DeliveryQueue.Sort(Rows(1, Lane.Ordinary, state), InThrees, looksAtOnce: 50)).Looks);
        Assert.False(Assert.Single(DeliveryQueue.Sort(Rows(1, Lane.Ordinary, state), InThrees, looksAtOnce: 0)).Looks);
    }

    [Fact]
    public void Who_was_in_a_batch_that_was_refused_whole_goes_in_one_half_as_large_and_with_nobody_else()
    {
        var many = InThrees with { BatchSize = 100 };
        var refused = Rows(9, Lane.Ordinary, DeliveryState.RetryWait).Select(r => r with { Reason = SendResult.Retry.OfRefusedBatch(9).Why });

        var work = DeliveryQueue.Sort([.. refused, .. Rows(7, Lane.Ordinary, DeliveryState.RetryWait)], many, 0).ToArray();

        Assert.Equal([4, 4, 1, 7], work.Select(w => w.Rows.Count));
    }

    /// <summary>Whichever of a batch are bad, and they may be all: each ends refused by itself, and every good one is told.</summary>
    [Fact]
    public void The_good_ones_of_refused_batches_get_through_and_the_bad_ones_are_found() => Gen.Select(Gen.Int[1, 120], Gen.Int[0, 119].Array[0, 12])
        .Sample((count, which) =>
        {
            var can = InThrees with { BatchSize = 100 };
            var rows = Rows(count, Lane.Ordinary, DeliveryState.Planned).ToDictionary(r => r.Customer);
            var bad = rows.Keys.Where((_, i) => which.Contains(i)).ToHashSet();
            var requests = 0;
            while (rows.Values.Any(r => r.State is DeliveryState.Planned or DeliveryState.RetryWait))
            {
                foreach (var work in DeliveryQueue.Sort(rows.Values.Where(r => r.State is DeliveryState.Planned or DeliveryState.RetryWait), can, 0))
                {
                    requests++;
                    SendResult answer = !work.Rows.Any(r => bad.Contains(r.Customer)) ? new SendResult.Acknowledged(AckLevel.Applied)
                        : work.Rows.Count == 1 ? new SendResult.Rejected("validation_error")
                        : SendResult.Retry.OfRefusedBatch(work.Rows.Count);
                    foreach (var row in work.Rows)
                    {
                        rows[row.Customer] = DeliveryAnswers.After(row with { State = DeliveryState.Sent }, answer, can, null, [], Now);
                    }
                }
            }

            Assert.All(rows.Values, r => Assert.Equal(bad.Contains(r.Customer) ? DeliveryState.Rejected : DeliveryState.Applied, r.State));
            Assert.True(requests <= 2 + (bad.Count * 16), $"{requests} requests for {bad.Count} bad of {count}");
        });

    [Fact]
    public void Backfill_goes_by_a_job_when_it_is_worth_one_and_nothing_else_does()
    {
        var can = InThrees with { BatchSize = 5, Least = 4 };
        DeliveryRow[] open =
        [
            .. Rows(2, Lane.Withdrawal, DeliveryState.Planned), .. Rows(3, Lane.Ordinary, DeliveryState.Planned),
            .. Rows(2, Lane.Backfill, DeliveryState.Indeterminate), .. Rows(6, Lane.Backfill, DeliveryState.Planned),
        ];

        var job = DeliveryQueue.ForJob(open, can, looksAtOnce: 50)!;

        Assert.True(job.ByJob);
        Assert.Equal(open[7..12], job.Rows);
        Assert.Null(DeliveryQueue.ForJob(open[..10], can, looksAtOnce: 50));
        Assert.Null(DeliveryQueue.ForJob(open, job: null, looksAtOnce: 50));
    }

    private static DeliveryRow[] Rows(int count, Lane lane, DeliveryState state) =>
    [
        .. Enumerable.Range(0, count).Select(_ => new DeliveryRow(
            CustomerId.New(), new PlatformName("crm"), 1, "", new byte[32], lane, state, Now, Now, 0, null)),
    ];
}
