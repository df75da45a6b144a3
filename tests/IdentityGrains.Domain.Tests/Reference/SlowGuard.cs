using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>
/// "A subset of CEL: comparison, &amp;&amp; || !, constants, an allow-list of subject variables. An evaluation error is never a permission."
/// True, false, or null for an error.
/// </summary>
internal static class SlowGuard
{
    public static bool? Of(GuardExpression expression, SubjectFacts facts) => expression switch
    {
        // As in CEL: false on either side is false, true on either side is true, whatever the other side is.
        GuardExpression.And both => And(Of(both.Left, facts), Of(both.Right, facts)),
        GuardExpression.Or either => Or(Of(either.Left, facts), Of(either.Right, facts)),
        GuardExpression.Not not => Of(not.Operand, facts) is { } answer ? !answer : null,
        GuardExpression.Compare compare => Compared(compare.Comparison, Constant(compare.Left, facts), Constant(compare.Right, facts)),
        _ => Constant(expression, facts) as bool?,
    };

    private static bool? And(bool? left, bool? right) =>
        left == false || right == false ? false
        : left == true && right == true ? true
        : null;

    private static bool? Or(bool? left, bool? right) =>
        left == true || right == true ? true
        : left == false && right == false ? false
        : null;

    // What a side of a comparison says; null where it is unknown, or neither a constant nor a variable.
    private static object? Constant(GuardExpression side, SubjectFacts facts) => side switch
    {
        GuardExpression.Text text => text.Value,
        GuardExpression.Number number => number.Value,
        GuardExpression.Flag flag => flag.Value,
        GuardExpression.Variable { Name: GuardVariable.Region } => facts.Region?.Value,
        GuardExpression.Variable { Name: GuardVariable.Country } => facts.Country,
        GuardExpression.Variable { Name: GuardVariable.AgeYears } => (long?)facts.AgeYears,
        GuardExpression.Variable { Name: GuardVariable.Restricted } => facts.Restricted,
        GuardExpression.Variable { Name: GuardVariable.Gpc } => facts.Gpc,
        _ => null,
    };

    private static bool? Compared(Comparison comparison, object? left, object? right) => (left, right) switch
    {
        (string l, string r) => Holds(comparison, string.CompareOrdinal(l, r)),
        (long l, long r) => Holds(comparison, l.CompareTo(r)),
        // Truth values are equal or not; neither is less.
        (bool l, bool r) when comparison is Comparison.Equal => l == r,
        (bool l, bool r) when comparison is Comparison.NotEqual => l != r,
        (null, _) or (_, null) => Allowances.ComparedWithNull,
        // Like is compared with like.
        _ => null,
    };

    private static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };
}
