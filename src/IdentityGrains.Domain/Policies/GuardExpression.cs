namespace IdentityGrains.Domain.Policies;

/// <summary>A compiled guard: comparison, <c>&amp;&amp; || !</c>, constants and the facts of the customer. No functions, no loops.</summary>
/// <remarks>
/// The shape is CEL's: <c>subject.region == 'US-CA' &amp;&amp; subject.ageYears >= 18</c> is
/// <c>new And(new Compare(Comparison.Equal, new Variable(Region), new Text("US-CA")), new Compare(...))</c>.
/// Parentheses leave no trace. The reader of policies checks the types; an expression that it would refuse evaluates to an error.
/// </remarks>
public abstract record GuardExpression
{
    private GuardExpression()
    {
    }

    /// <summary><c>left &amp;&amp; right</c>. As in CEL, false on either side is false, whatever the other side is.</summary>
    public sealed record And(GuardExpression Left, GuardExpression Right) : GuardExpression;

    /// <summary><c>left || right</c>. As in CEL, true on either side is true, whatever the other side is.</summary>
    public sealed record Or(GuardExpression Left, GuardExpression Right) : GuardExpression;

    /// <summary><c>!operand</c>.</summary>
    public sealed record Not(GuardExpression Operand) : GuardExpression;

    /// <summary><c>left op right</c>. Either side is a variable or a constant.</summary>
    public sealed record Compare(Comparison Comparison, GuardExpression Left, GuardExpression Right) : GuardExpression;

    /// <summary>A fact of the customer.</summary>
    public sealed record Variable(GuardVariable Name) : GuardExpression;

    /// <summary>A constant text, without its quotes.</summary>
    public sealed record Text(string Value) : GuardExpression;

    /// <summary>A constant integer.</summary>
    public sealed record Number(long Value) : GuardExpression;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Flag(bool Value) : GuardExpression;

    /// <summary>
    /// <c>null</c>. Comparing with it is an error like comparing with an unknown fact: otherwise <c>subject.region != null</c> would
    /// turn "we do not know" into an answer, and an unknown fact never permits.
    /// </summary>
    public sealed record Null : GuardExpression;
}

/// <summary>The comparisons that a guard may make.</summary>
public enum Comparison
{
    /// <summary><c>==</c>, of texts, integers or booleans.</summary>
    Equal = 1,

    /// <summary><c>!=</c>, of texts, integers or booleans.</summary>
    NotEqual = 2,

    /// <summary><c>&lt;</c>, of texts (ordinal) or integers.</summary>
    Less = 3,

    /// <summary><c>&lt;=</c>, of texts (ordinal) or integers.</summary>
    LessOrEqual = 4,

    /// <summary><c>&gt;</c>, of texts (ordinal) or integers.</summary>
    Greater = 5,

    /// <summary><c>&gt;=</c>, of texts (ordinal) or integers.</summary>
    GreaterOrEqual = 6,
}

/// <summary>The facts that a guard may read: all there are.</summary>
public enum GuardVariable
{
    /// <summary><c>subject.region</c>: a text, or unknown.</summary>
    Region = 1,

    /// <summary><c>subject.country</c>: a text, or unknown.</summary>
    Country = 2,

    /// <summary><c>subject.ageYears</c>: an integer, or unknown.</summary>
    AgeYears = 3,

    /// <summary><c>subject.restricted</c>: a boolean, always known.</summary>
    Restricted = 4,

    /// <summary><c>subject.gpc</c>: a boolean, always known.</summary>
    Gpc = 5,
}
