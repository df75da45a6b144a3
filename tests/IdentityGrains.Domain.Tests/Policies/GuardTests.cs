using CsCheck;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Policies.GuardExpression;

namespace IdentityGrains.Domain.Tests.Policies;

public class GuardTests
{
    private static readonly GuardExpression True = new Flag(true);
    private static readonly GuardExpression False = new Flag(false);
    private static readonly GuardExpression Error = new Compare(Comparison.Equal, new Variable(GuardVariable.Country), new Text("FR"));

    public static TheoryData<string, GuardExpression, GuardVerdict> Connectives => new()
    {
        { "true && true", new And(True, True), GuardVerdict.True },
        { "false && error", new And(False, Error), GuardVerdict.False },
        { "error && false", new And(Error, False), GuardVerdict.False },
        { "error && true", new And(Error, True), GuardVerdict.Error },
        { "true || error", new Or(True, Error), GuardVerdict.True },
        { "error || true", new Or(Error, True), GuardVerdict.True },
        { "error || false", new Or(Error, False), GuardVerdict.Error },
        { "false || false", new Or(False, False), GuardVerdict.False },
        { "!error", new Not(Error), GuardVerdict.Error },
        { "!false", new Not(False), GuardVerdict.True },
    };

    [Theory]
    [MemberData(nameof(Connectives))]
    public void Connectives_are_commutative_over_errors(string text, GuardExpression expression, GuardVerdict verdict) =>
        Assert.Equal(verdict, new Guard(text, expression).Evaluate(Given.Somebody));

    [Theory]
    [InlineData(Comparison.Equal, "false true false")]
    [InlineData(Comparison.NotEqual, "true false true")]
    [InlineData(Comparison.Less, "true false false")]
    [InlineData(Comparison.LessOrEqual, "true true false")]
    [InlineData(Comparison.Greater, "false false true")]
    [InlineData(Comparison.GreaterOrEqual, "false true true")]
    public void An_age_compares_as_a_number(Comparison comparison, string at29And30And31)
    {
        var expression = new Compare(comparison, new Variable(GuardVariable.AgeYears), new Number(30));
        var verdicts = new[] { 29, 30, 31 }.Select(age => Words.Of(new Guard("", expression).Evaluate(Given.Somebody with { AgeYears = age })));
        Assert.Equal(at29And30And31, string.Join(' ', verdicts));
    }

    public static TheoryData<string, GuardExpression> Errors => new()
    {
        { "an unknown fact", Error },
        { "not even unequal", new Compare(Comparison.NotEqual, new Variable(GuardVariable.Country), new Text("FR")) },
        { "nothing known is null", new Compare(Comparison.Equal, new Variable(GuardVariable.Country), new Null()) },
        { "a text and a number", new Compare(Comparison.Equal, new Text("1"), new Number(1)) },
        { "the order of booleans", new Compare(Comparison.Less, False, True) },
        { "a comparison of comparisons", new Compare(Comparison.Equal, new Not(True), True) },
        { "a text is no condition", new Text("true") },
        { "an age is no condition", new Variable(GuardVariable.AgeYears) },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void What_cannot_be_evaluated_is_an_error(string what, GuardExpression expression) =>
        Assert.Equal(GuardVerdict.Error, new Guard(what, expression).Evaluate(Given.Somebody));

    [Fact]
    public void Each_fact_is_read()
    {
        var facts = Given.Somebody with { Country = "FR", Restricted = true, Gpc = false };
        GuardExpression all = new And(
            new And(Is(GuardVariable.Region, new Text("EU")), Is(GuardVariable.Country, new Text("FR"))),
            new And(Is(GuardVariable.Restricted, True), new And(new Variable(GuardVariable.Restricted), new Not(new Variable(GuardVariable.Gpc)))));
        Assert.Equal(GuardVerdict.True, new Guard("", all).Evaluate(facts));
        Assert.Equal(GuardVerdict.True, new Guard("", Is(GuardVariable.Gpc, False)).Evaluate(facts));

        static Compare Is(GuardVariable name, GuardExpression value) => new(Comparison.Equal, new Variable(name), value);
    }

    [Fact]
    public void The_order_of_operands_never_matters() =>
        Gen.Select(Any, Any).Sample((left, right) => Verdict(new And(left, right)) == Verdict(new And(right, left))
            && Verdict(new Or(left, right)) == Verdict(new Or(right, left))
            && Verdict(new Not(new And(left, right))) == Verdict(new Or(new Not(left), new Not(right))));

    private static readonly Gen<GuardExpression> Any = Gen.Recursive<GuardExpression>((depth, any) => depth > 4
        ? Gen.OneOf(True, False, Error)
        : Gen.OneOf(
            Gen.OneOf(True, False, Error), any.Select(e => (GuardExpression)new Not(e)),
            Gen.Select(any, any, (l, r) => (GuardExpression)new And(l, r)), Gen.Select(any, any, (l, r) => (GuardExpression)new Or(l, r))));

    private static GuardVerdict Verdict(GuardExpression expression) => new Guard("", expression).Evaluate(Given.Somebody);
}
