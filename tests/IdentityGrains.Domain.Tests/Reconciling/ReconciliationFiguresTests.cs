using CsCheck;
using IdentityGrains.Domain.Reconciling;

namespace IdentityGrains.Domain.Tests.Reconciling;

public sealed class ReconciliationFiguresTests
{
    private static readonly FieldName Email = new("email");

    [Fact]
    public void Of_a_field_that_should_be_held_by_all_and_differs_at_some_the_share_is_exact() => Gen.Select(Gen.Int[1, 200], Gen.Int[0, 200]).Sample((n, k) =>
    {
        var drifting = Math.Min(n, k);
        var figures = Enumerable.Range(0, n).Aggregate(
            ReconciliationFigures.None, (f, i) => f.With([(Email, true, i < drifting ? DriftKind.Stale : (DriftKind?)null)]));
        return figures.Fields["email"].Conformance == (double)(n - drifting) / n && figures.Drifting == drifting && figures.Equal == n - drifting
            && figures.Covered == n;
    });

    [Fact]
    public void What_should_be_held_by_nobody_has_no_share()
    {
        var figures = ReconciliationFigures.None.With([(Email, false, DriftKind.Forbidden)]);

        Assert.Null(figures.Fields["email"].Conformance);
        Assert.Equal(1, figures.Fields["email"].Drifting);
        Assert.Equal(1, figures.Kinds["forbidden"]);
    }

    [Fact]
    public void What_a_platform_refused_to_take_should_be_there_and_is_no_drift()
    {
        var figures = ReconciliationFigures.None.With([(new FieldName("name"), true, null)], Email);

        Assert.Equal(0.0, figures.Fields["email"].Conformance);
        Assert.Equal((1, 0, 0), (figures.Refused, figures.Equal, figures.Drifting));
    }

    [Fact]
    public void Grants_that_people_took_back_there_differ_and_are_no_sign_of_a_fault()
    {
        var purpose = new FieldName("purpose:news");
        var figures = ReconciliationFigures.None.With([(purpose, true, DriftKind.WithdrawnThere)])
            .With([(purpose, true, DriftKind.WithdrawnThere), (Email, true, DriftKind.ChangedThere)]);

        Assert.Equal((2, 1), (figures.Drifting, figures.Suspect));
    }

    [Fact]
    public void Whoever_could_not_be_looked_at_is_not_counted_as_equal()
    {
        var figures = ReconciliationFigures.None.Without([Email]);

        Assert.Equal(0.0, figures.Fields["email"].Conformance);
        Assert.Equal(1, figures.Covered);
        Assert.Equal(0, figures.Looked);
    }
}
