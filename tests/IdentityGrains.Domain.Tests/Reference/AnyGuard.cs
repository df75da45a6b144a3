using CsCheck;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>Arbitrary guards of every operator, mostly well typed: what the reader of policies refuses must still never permit.</summary>
internal static class AnyGuard
{
    private static readonly Gen<Comparison> Operator = Gen.Enum<Comparison>();

    private static readonly Gen<GuardExpression> Text = Gen.OneOf<GuardExpression>(
        Read(GuardVariable.Region), Read(GuardVariable.Country), Read(GuardVariable.Region), Read(GuardVariable.Country),
        new GuardExpression.Text("EU"), new GuardExpression.Text("US"), new GuardExpression.Text("DE"), new GuardExpression.Text(""));

    private static readonly Gen<GuardExpression> Number = Gen.OneOf<GuardExpression>(
        Read(GuardVariable.AgeYears), Read(GuardVariable.AgeYears), new GuardExpression.Number(13), new GuardExpression.Number(16),
        new GuardExpression.Number(18));

    private static readonly Gen<GuardExpression> Flag = Gen.OneOf<GuardExpression>(
        Read(GuardVariable.Restricted), Read(GuardVariable.Gpc), new GuardExpression.Flag(true), new GuardExpression.Flag(false));

    private static readonly Gen<GuardExpression> Anything = Gen.OneOf(Text, Number, Flag, Gen.Const(() => (GuardExpression)new GuardExpression.Null()));

    private static readonly Gen<GuardExpression> Leaf = Gen.Frequency(
        (4, Comparing(Text, Text)), (6, Comparing(Number, Number)), (3, Comparing(Flag, Flag)), (1, Comparing(Anything, Anything)),
        (3, Flag), (1, Anything));

    public static readonly Gen<GuardExpression> Expression = Gen.Recursive<GuardExpression>((depth, inner) => depth >= 3 ? Leaf : Gen.Frequency(
        (3, Leaf),
        (2, Gen.Select(inner, inner, (l, r) => (GuardExpression)new GuardExpression.And(l, r))),
        (2, Gen.Select(inner, inner, (l, r) => (GuardExpression)new GuardExpression.Or(l, r))),
        (1, inner.Select(o => (GuardExpression)new GuardExpression.Not(o)))));

    public static readonly Gen<Guard> Guard = Expression.Select(e => new Guard(Written(e), e));

    /// <summary>A guard as a person would write it.</summary>
    public static string Written(GuardExpression e) => e switch
    {
        GuardExpression.And a => $"({Written(a.Left)} && {Written(a.Right)})",
        GuardExpression.Or o => $"({Written(o.Left)} || {Written(o.Right)})",
        GuardExpression.Not n => "!" + Written(n.Operand),
        GuardExpression.Compare c => $"{Written(c.Left)} {c.Comparison} {Written(c.Right)}",
        GuardExpression.Variable v => "subject." + v.Name,
        GuardExpression.Text t => $"'{t.Value}'",
        GuardExpression.Number n => $"{n.Value}",
        GuardExpression.Flag f => f.Value ? "true" : "false",
        _ => "null",
    };

    private static GuardExpression.Variable Read(GuardVariable name) => new GuardExpression.Variable(name);

    private static Gen<GuardExpression> Comparing(Gen<GuardExpression> left, Gen<GuardExpression> right) =>
        Gen.Select(Operator, left, right, (o, l, r) => (GuardExpression)new GuardExpression.Compare(o, l, r));
}
