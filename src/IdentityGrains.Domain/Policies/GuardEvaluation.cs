namespace IdentityGrains.Domain.Policies;

/// <summary>Walks a guard once. It terminates because the expression is a tree and nothing in it loops.</summary>
internal static class GuardEvaluation
{
    public static GuardVerdict Of(GuardExpression expression, SubjectFacts facts) => expression switch
    {
        GuardExpression.And and => And(Of(and.Left, facts), Of(and.Right, facts)),
        GuardExpression.Or or => Not(And(Not(Of(or.Left, facts)), Not(Of(or.Right, facts)))),
        GuardExpression.Not not => Not(Of(not.Operand, facts)),
        GuardExpression.Compare compare => Compare(compare, facts),
        GuardExpression.Flag flag => Verdict(flag.Value),
        GuardExpression.Variable { Name: GuardVariable.Restricted } => Verdict(facts.Restricted),
        GuardExpression.Variable { Name: GuardVariable.Gpc } => Verdict(facts.Gpc),
        _ => GuardVerdict.Error,
    };

    // Not short-circuit: CEL's && is commutative over errors, so "error && false" is false, not an error.
    private static GuardVerdict And(GuardVerdict left, GuardVerdict right)
    {
        if (left == GuardVerdict.False || right == GuardVerdict.False)
        {
            return GuardVerdict.False;
        }

        return left == GuardVerdict.True && right == GuardVerdict.True ? GuardVerdict.True : GuardVerdict.Error;
    }

    private static GuardVerdict Not(GuardVerdict verdict) => verdict switch
    {
        GuardVerdict.True => GuardVerdict.False,
        GuardVerdict.False => GuardVerdict.True,
        _ => GuardVerdict.Error,
    };

    private static GuardVerdict Verdict(bool holds) => holds ? GuardVerdict.True : GuardVerdict.False;

    private static GuardVerdict Compare(GuardExpression.Compare compare, SubjectFacts facts) =>
        (Operand(compare.Left, facts), Operand(compare.Right, facts)) switch
        {
            (string left, string right) => Ordered(compare.Comparison, string.CompareOrdinal(left, right)),
            (long left, long right) => Ordered(compare.Comparison, left.CompareTo(right)),
            (bool left, bool right) when compare.Comparison is Comparison.Equal or Comparison.NotEqual =>
                Ordered(compare.Comparison, left.CompareTo(right)),
            _ => GuardVerdict.Error,
        };

    // Null for an unknown fact, for the constant null, and for what is no operand: each makes the comparison an error.
    private static object? Operand(GuardExpression expression, SubjectFacts facts) => expression switch
    {
        GuardExpression.Text text => text.Value,
        GuardExpression.Number number => number.Value,
        GuardExpression.Flag flag => flag.Value,
        GuardExpression.Variable { Name: GuardVariable.Region } => facts.Region?.Value,
        GuardExpression.Variable { Name: GuardVariable.Country } => facts.Country,
        GuardExpression.Variable { Name: GuardVariable.AgeYears } => facts.AgeYears is { } age ? (long)age : null,
        GuardExpression.Variable { Name: GuardVariable.Restricted } => facts.Restricted,
        GuardExpression.Variable { Name: GuardVariable.Gpc } => facts.Gpc,
        _ => null,
    };

    private static GuardVerdict Ordered(Comparison comparison, int order) => Verdict(comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    });
}
