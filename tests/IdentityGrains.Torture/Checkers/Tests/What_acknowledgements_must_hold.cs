using IdentityGrains.Torture.Histories;
using static IdentityGrains.Torture.Checkers.Tests.Told;

namespace IdentityGrains.Torture.Checkers.Tests;

public class What_acknowledgements_must_hold
{
    [Fact]
    public void A_sound_history_passes() => Passes(
        [Write("a", Done(1, 2, 1)), Write("b", Lost(3), Done(5, 6, 2, Ending.Replayed)), Write("c", Lost(7)), Write("d", Lost(8)), Write("e", No(9, 10))],
        [Entry(1, "a"), Entry(2, "b"), Ours(3), Entry(4, "c")]);

    [Fact]
    public void A_lost_acknowledgement_is_found() => Fails("is not kept there", [Write("a", Done(1, 2, 1)), Write("b", Done(3, 4, 2))], [Entry(1, "a")]);

    [Fact]
    public void An_entry_in_the_place_of_another_is_found() => Fails(
        "is not kept there", [Write("a", Done(1, 2, 1)), Write("b", Done(3, 4, 1))], [Entry(1, "a"), Entry(2, "b")]);

    [Fact]
    public void A_doubled_operation_is_found() => Fails(
        "took effect at versions 1, 2", [Write("a", Done(1, 2, 1), Done(3, 4, 2))], [Entry(1, "a"), Entry(2, "a")]);

    [Fact]
    public void A_receipt_with_another_hash_is_found() => Fails(
        "another hash", [Write("a", Done(1, 2, 1))], [Entry(1, "a") with { Hash = "somebody's" }]);

    [Fact]
    public void A_gap_is_found() =>
        Fails("versions 2 to 2 are missing", [Write("a", Done(1, 2, 1)), Write("b", Done(3, 4, 3))], [Entry(1, "a"), Entry(3, "b")]);

    [Fact]
    public void A_version_that_is_kept_twice_is_found() => Fails(
        "version 1 is kept twice", [Write("a", Done(1, 2, 1)), Write("b", Lost(3))], [Entry(1, "a"), Entry(1, "b")]);

    [Fact]
    public void An_entry_that_nobody_asked_for_is_found() => Fails("nobody asked", [Write("a", Done(1, 2, 1))], [Entry(1, "a"), Entry(2, "ghost")]);

    [Fact]
    public void A_refusal_of_what_happened_is_found() => Fails("no effect", [Write("a", No(1, 2))], [Entry(1, "a")]);

    [Fact]
    public void A_refusal_after_a_receipt_is_found() => Fails("no effect", [Write("a", Done(1, 2, 1), No(3, 4))], [Entry(1, "a")]);

    [Fact]
    public void Turning_away_what_happened_is_found() => Fails("no effect", [Write("a", No(1, 2, Ending.TurnedAway))], [Entry(1, "a")]);

    private static void Passes(Operation[] operations, Kept[] kept) => Assert.Empty(Acknowledgements.Check(operations, kept));

    private static void Fails(string because, Operation[] operations, Kept[] kept) =>
        Assert.Contains(Acknowledgements.Check(operations, kept), v => v.What.Contains(because, StringComparison.Ordinal));
}
