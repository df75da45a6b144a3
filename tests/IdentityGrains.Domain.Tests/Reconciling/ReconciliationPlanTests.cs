using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reconciling;

namespace IdentityGrains.Domain.Tests.Reconciling;

public sealed class ReconciliationPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Before_anything_else_everybody_is_looked_at_once() =>
        Assert.Equal(ReconciliationMode.Full, ReconciliationPlan.ModeOf(Plan("incremental"), hasFeed: true, lastFull: null, Now));

    [Theory]
    [InlineData("incremental", true, ReconciliationMode.Incremental)]
    [InlineData("incremental", false, ReconciliationMode.Sample)]
    [InlineData("sample", true, ReconciliationMode.Sample)]
    public void After_that_the_policy_says_whom_as_far_as_the_platform_can_tell(string mode, bool hasFeed, ReconciliationMode expected) =>
        Assert.Equal(expected, ReconciliationPlan.ModeOf(Plan(mode), hasFeed, Now.AddDays(-1), Now));

    [Fact]
    public void When_the_time_is_come_everybody_is_looked_at_again() =>
        Assert.Equal(ReconciliationMode.Full, ReconciliationPlan.ModeOf(Plan("incremental"), hasFeed: true, Now.AddDays(-7), Now));

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(0.2, 5)]
    [InlineData(0.05, 20)]
    [InlineData(0.001, 100)]
    [InlineData(0, 100)]
    public void A_sample_takes_another_part_each_time_until_everybody_had_a_turn(double share, int parts) =>
        Assert.Equal(parts, ReconciliationPlan.Parts(share));

    private static ReconcilePlan Plan(string mode) => new("0 3 * * *", mode, TimeSpan.FromDays(7), 500, 0.05);
}
