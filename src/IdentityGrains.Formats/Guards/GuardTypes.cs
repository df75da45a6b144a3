using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Formats.Guards;

/// <summary>Checks that a guard compares like with like and ends in yes or no.</summary>
internal sealed class GuardTypes
{
    private const string Type = "guard-type";

    private readonly List<GuardError> _errors = [];

    private enum Kind
    {
        Boolean,
        Integer,
        Text,
        Null,
    }

    public ImmutableArray<GuardError> Errors() => [.. _errors];

    public void RequireBoolean(GuardExpression expression, int position)
    {
        if (Of(expression) != Kind.Boolean)
        {
            _errors.Add(new GuardError(position, Type, "A condition is expected here, which is true or false."));
        }
    }

    public void Check(GuardExpression.Compare compare, int position)
    {
        var (left, right) = (Of(compare.Left), Of(compare.Right));
        var sentence = (left, right) switch
        {
            (Kind.Null, _) or (_, Kind.Null) => "Nothing compares with null: an unknown fact never permits, so the guard would never hold.",
            _ when left != right => $"This compares {Described(left)} with {Described(right)}.",
            (Kind.Boolean, _) when compare.Comparison is not (Comparison.Equal or Comparison.NotEqual) => "Truth values have no order.",
            _ when IsCondition(compare.Left) || IsCondition(compare.Right) => "Only variables and constants are compared, not conditions.",
            _ => null,
        };
        if (sentence is not null)
        {
            _errors.Add(new GuardError(position, Type, sentence));
        }
    }

    private static bool IsCondition(GuardExpression expression) =>
        expression is GuardExpression.And or GuardExpression.Or or GuardExpression.Not or GuardExpression.Compare;

    private static string Described(Kind kind) => kind switch
    {
        Kind.Boolean => "a truth value",
        Kind.Integer => "a whole number",
        _ => "a text",
    };

    private static Kind Of(GuardExpression expression) => expression switch
    {
        GuardExpression.Text => Kind.Text,
        GuardExpression.Number => Kind.Integer,
        GuardExpression.Null => Kind.Null,
        GuardExpression.Variable { Name: GuardVariable.Region or GuardVariable.Country } => Kind.Text,
        GuardExpression.Variable { Name: GuardVariable.AgeYears } => Kind.Integer,
        _ => Kind.Boolean,
    };
}
