using System.Buffers.Binary;
using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
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

            var due = DeliveryAnswers.After(sent, result, Can, null, [], Now).DueAt;

            Assert.Equal(due.InMicroseconds(), due);
            Assert.True(due > Now);
        }
    }

    /// <summary>The words are for people. What had no effect is the connector's to say: no list of words here could know every protocol's.</summary>
    [Theory]
    [InlineData("job_open", true, AckLevel.Planned)]
    [InlineData("a_word_of_somebody_elses_connector", true, AckLevel.Planned)]
    [InlineData("connect_failed", false, AckLevel.Sent)]
    public void That_an_attempt_had_no_effect_is_the_connectors_to_say(string why, bool tookNoEffect, AckLevel level)
    {
        var sent = new DeliveryRow(
            CustomerId.New(), new PlatformName("shop"), 1, "dlv_1", new byte[32], Lane.Ordinary, DeliveryState.Sent, Now, Now, 1, null);
        var answer = new SendResult.Retry(why, null) { TookNoEffect = tookNoEffect };

        Assert.Equal(
            level, Assert.IsType<DisclosureEvent.AttemptAnswered>(DeliveryAnswers.Event(sent, answer, [], late: false, Can, null, Now)).Level);
    }

    /// <summary>
    /// A connector says more than its protocol's plain success only where its answers can show it, and where the policy takes that for proof.
    /// </summary>
    [Theory]
    [InlineData(true, ConfirmPlan.ResponseBody, DeliveryState.Confirmed, AckLevel.Confirmed)]
    [InlineData(false, ConfirmPlan.ResponseBody, DeliveryState.AppliedToConfirm, AckLevel.Applied)]
    [InlineData(true, ConfirmPlan.ReadBack, DeliveryState.AppliedToConfirm, AckLevel.Applied)]
    public void An_answer_that_shows_what_was_stored_is_proof_where_the_policy_takes_it_for_one(bool shows, string by, DeliveryState state, AckLevel level)
    {
        var can = Can with { AckCeiling = AckLevel.Applied, ShowsStored = shows };
        var plan = new ConfirmPlan(by, TimeSpan.Zero, 1, []);
        var sent = new DeliveryRow(
            CustomerId.New(), new PlatformName("desk"), 1, "dlv_1", new byte[32], Lane.Ordinary, DeliveryState.Sent, Now, Now, 1, null);
        var answer = new SendResult.Acknowledged(AckLevel.Confirmed);

        Assert.Equal(state, DeliveryAnswers.After(sent, answer, can, plan, [], Now).State);
        Assert.Equal(
            level, Assert.IsType<DisclosureEvent.AttemptAnswered>(DeliveryAnswers.Event(sent, answer, [], late: false, can, plan, Now)).Level);
    }
}
