using IdentityGrains.Torture.Histories;
using static IdentityGrains.Torture.Checkers.Tests.Told;

namespace IdentityGrains.Torture.Checkers.Tests;

public class What_is_linear
{
    private static readonly Kept[] Three = [Entry(1, "a"), Entry(2, "b"), Entry(3, "c")];

    [Fact]
    public void Writes_under_way_at_once_may_come_in_any_order() =>
        Passes([Write("a", Done(1, 9, 1)), Write("c", Done(2, 8, 3)), Write("b", Done(3, 7, 2))]);

    [Fact]
    public void A_later_write_with_an_earlier_version_is_found() =>
        Fails("began after version 2", [Write("a", Done(5, 6, 1)), Write("b", Done(1, 2, 2))]);

    [Fact]
    public void An_unknown_act_may_take_effect_late() => Passes([Write("a", Done(1, 2, 1)), Write("c", Lost(3)), Write("b", Done(10, 11, 2))]);

    [Fact]
    public void A_repeated_act_has_its_place_where_it_was_asked_first() =>
        Passes([Write("a", Lost(1), Done(20, 21, 1, Ending.Replayed)), Write("b", Done(3, 4, 2))]);

    [Fact]
    public void A_strong_read_that_sees_what_was_acknowledged_passes() =>
        Passes(
            [Write("a", Done(1, 2, 1)), Write("b", Done(3, 8, 2)), Read("r", ActKind.StrongRead, Done(4, 5, 2)), Read("s", ActKind.StrongRead, Done(6, 7, 2))]);

    [Fact]
    public void A_stale_strong_read_is_found() =>
        Fails("began after version 2", [Write("a", Done(1, 2, 1)), Write("b", Done(3, 4, 2)), Read("r", ActKind.StrongRead, Done(5, 6, 1))]);

    [Fact]
    public void A_strong_read_that_goes_back_behind_another_is_found() => Fails(
        "began after version 2",
        [Write("a", Done(1, 2, 1)), Write("b", Lost(3)), Read("r", ActKind.StrongRead, Done(4, 5, 2)), Read("s", ActKind.StrongRead, Done(6, 7, 1))]);

    [Fact]
    public void A_plain_read_may_be_late() =>
        Passes([Write("a", Done(1, 2, 1)), Write("b", Done(3, 4, 2)), Read("r", ActKind.PlainRead, Done(5, 6, 1))]);

    [Fact]
    public void A_read_of_what_never_was_is_found() => Fails("not kept", [Write("a", Done(1, 2, 1)), Read("r", ActKind.PlainRead, Done(5, 6, 7))]);

    [Fact]
    public void A_read_of_what_nobody_had_asked_yet_is_found() =>
        Fails("before anybody asked", [Write("b", Done(10, 11, 2)), Read("r", ActKind.PlainRead, Done(5, 6, 2))]);

    private static void Passes(Operation[] operations) => Assert.Empty(Linearizability.Check(operations, Three));

    private static void Fails(string because, Operation[] operations) =>
        Assert.Contains(Linearizability.Check(operations, Three), v => v.What.Contains(because, StringComparison.Ordinal));
}
