using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Reconciling;

namespace IdentityGrains.Domain.Tests.Reconciling;

public sealed class DriftLawTests
{
    [Theory]
    [InlineData("a@x", "a@x", false, null)]
    [InlineData(null, null, true, null)]
    [InlineData("a@x", null, false, DriftKind.Missing)]
    [InlineData(null, "a@x", false, DriftKind.Extra)]
    [InlineData(null, "a@x", true, DriftKind.Forbidden)]
    [InlineData("a@x", "b@x", false, DriftKind.ChangedThere)]
    [InlineData("Ana Sol", "ANA SOL", false, DriftKind.Format)]
    [InlineData("+49 30 12", "493012", false, DriftKind.Format)]
    [InlineData("Alexandra", "Alexand", false, DriftKind.Format)]
    public void A_difference_is_named_after_what_is_wanted_and_what_is_shown(string? wanted, string? shown, bool taken, DriftKind? kind) =>
        Assert.Equal(kind, Kind(wanted, shown, taken));

    [Fact]
    public void What_another_wrote_was_changed_there_even_where_only_the_spelling_differs() =>
        Assert.Equal(DriftKind.ChangedThere, Kind("Ana", "ANA", author: DriftAuthor.Another));

    [Fact]
    public void What_we_wrote_ourselves_and_is_not_what_we_want_is_stale() => Assert.Equal(DriftKind.Stale, Kind("gold", "silver", author: DriftAuthor.Ours));

    [Fact]
    public void What_the_platform_holds_of_an_older_version_is_stale() => Assert.Equal(DriftKind.Stale, Kind("gold", "silver", older: true));

    [Theory]
    [InlineData("unsubscribed", DriftAuthor.Unknown)]
    [InlineData("subscribed", DriftAuthor.Ours)]
    [InlineData(null, DriftAuthor.Another)]
    public void A_grant_that_does_not_stand_there_any_more_was_withdrawn_there_whatever_else_is_shown(string? shown, DriftAuthor author) =>
        Assert.Equal(DriftKind.WithdrawnThere, DriftLaw.KindOf(new ComparedField("opted_in", false, shown, author, IsOlder: true) { IsGrant = true }));

    [Fact]
    public void A_denial_that_was_overwritten_there_is_forbidden_and_repaired()
    {
        Assert.Equal(DriftKind.Forbidden, Kind("unsubscribed", "opted_in", taken: true));
        Assert.Equal(DriftKind.Missing, Kind("unsubscribed", null, taken: true));
    }

    [Theory]
    [InlineData(DriftKind.WithdrawnThere, 0, false, LeftBecause.WithdrawnThere)]
    [InlineData(DriftKind.WithdrawnThere, DriftLaw.MostRepairs, true, LeftBecause.WithdrawnThere)]
    [InlineData(DriftKind.ChangedThere, 0, false, null)]
    [InlineData(DriftKind.ChangedThere, DriftLaw.MostRepairs, false, LeftBecause.Loop)]
    [InlineData(DriftKind.ChangedThere, 0, true, LeftBecause.DefinedThere)]
    [InlineData(DriftKind.Format, 0, false, LeftBecause.Format)]
    [InlineData(DriftKind.Forbidden, 0, true, null)]
    [InlineData(DriftKind.Forbidden, DriftLaw.MostRepairs, true, LeftBecause.Loop)]
    public void A_drift_is_repaired_unless_there_is_a_reason_to_leave_it(DriftKind kind, int repairs, bool defines, LeftBecause? left) =>
        Assert.Equal(left, DriftLaw.Leaves(kind, repairs, defines));

    [Theory]
    [InlineData(100, 5, false)]
    [InlineData(100, 6, true)]
    [InlineData(0, 1, true)]
    [InlineData(0, 0, false)]
    public void Repairs_stop_when_more_differs_than_the_policy_bears(long covered, long drifting, bool stops) =>
        Assert.Equal(stops, DriftLaw.Stops(covered, drifting, 0.05));

    [Theory]
    [InlineData(DriftKind.ChangedThere, null, true)]
    [InlineData(DriftKind.ChangedThere, LeftBecause.DefinedThere, true)]
    [InlineData(DriftKind.Extra, LeftBecause.DefinedThere, true)]
    [InlineData(DriftKind.Extra, null, false)]
    [InlineData(DriftKind.Forbidden, LeftBecause.Loop, false)]
    [InlineData(DriftKind.Stale, LeftBecause.DefinedThere, false)]
    public void What_another_hand_wrote_or_the_platform_defines_may_be_right(DriftKind kind, LeftBecause? left, bool may) =>
        Assert.Equal(may, DriftLaw.MayBeRight(kind, left));

    [Theory]
    [InlineData(Outcome.Winner, DriftStage.Accepted)]
    [InlineData(Outcome.Corroborates, DriftStage.Accepted)]
    [InlineData(Outcome.Pending, null)]
    [InlineData(Outcome.Contested, null)]
    [InlineData(Outcome.LowerRank, DriftStage.Repairing)]
    [InlineData(Outcome.InsufficientProof, DriftStage.Repairing)]
    public void What_was_asserted_and_lost_is_repaired(Outcome outcome, DriftStage? stage) => Assert.Equal(stage, DriftLaw.AfterAssertion(outcome));

    private static DriftKind? Kind(string? wanted, string? shown, bool taken = false, DriftAuthor author = DriftAuthor.Unknown, bool older = false) =>
        DriftLaw.KindOf(new ComparedField(wanted, taken, shown, author, older));
}
