using System.Buffers.Binary;
using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Tests.Delivery;

public sealed class DeliveryAnswersTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ConnectorCapabilities Can = new(AckLevel.Accepted, Deduplicates: true, TimeSpan.FromSeconds(15), "");

    private static readonly SendResult[] Unfinished =
    [
        new SendResult.Retry("http_503", null), new SendResult.Retry("http_429", TimeSpan.FromTicks(12_345_678)), new SendResult.Indeterminate("reset"),
    ];

    /// <summary>The store takes whole microseconds. A wait that is finer would make each answer of this kind impossible to write down.</summary>
    [Fact]
    public void What_is_tried_again_is_due_at_an_instant_that_the_store_can_keep()
    {
        foreach (var (result, attempt) in Unfinished.SelectMany(r => Enumerable.Range(1, 100).Select(attempt => (r, attempt))))
        {
            var digest = new byte[32];
            BinaryPrimitives.WriteInt32BigEndian(digest, attempt * 7_919);
            var sent = new DeliveryRow(
                CustomerId.New(), new PlatformName("shop"), 1, "dlv_1", digest, Lane.Ordinary, DeliveryState.Sent, Now, Now, attempt, null);

            var due = DeliveryAnswers.After(sent, result, Can, Now).DueAt;

            Assert.Equal(due.InMicroseconds(), due);
            Assert.True(due > Now);
        }
    }
}
