namespace IdentityGrains.Domain.Policies;

/// <summary>What a guard answered. An error is never a permission.</summary>
public enum GuardVerdict
{
    /// <summary>It holds.</summary>
    True = 1,

    /// <summary>It does not hold.</summary>
    False = 2,

    /// <summary>It could not be evaluated, for example because a variable is unknown.</summary>
    Error = 3,
}

/// <summary>A boolean <c>when:</c> condition in a bounded subset of CEL, type-checked when the policy is loaded.</summary>
/// <param name="Text">As written.</param>
/// <param name="Expression">As compiled.</param>
public sealed record Guard(string Text, GuardExpression Expression)
{
    /// <summary>Asks whether it holds for this customer.</summary>
    public GuardVerdict Evaluate(SubjectFacts facts) => GuardEvaluation.Of(Expression, facts);
}
