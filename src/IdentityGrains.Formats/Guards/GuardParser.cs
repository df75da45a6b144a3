using System.Globalization;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Formats.Guards;

/// <summary>
/// Reads guards: the subset of CEL that compares facts of the customer with constants and joins the comparisons with
/// <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>. What it accepts has a type, a bounded size, and no way to loop or to reach anything.
/// </summary>
public sealed class GuardParser
{
    /// <summary>The longest guard, in characters.</summary>
    public const int MostCharacters = 512;

    /// <summary>The deepest nesting of parentheses and negations.</summary>
    public const int Deepest = 16;

    internal const string Syntax = "guard-syntax";
    internal const string TooLarge = "guard-too-large";

    private readonly List<GuardToken> _tokens;
    private readonly GuardTypes _types = new();
    private int _at;
    private int _depth;

    private GuardParser(List<GuardToken> tokens) => _tokens = tokens;

    private GuardToken Here => _tokens[_at];

    /// <summary>Reads and type-checks one guard.</summary>
    public static GuardReading Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostCharacters)
        {
            return new GuardReading(null, [new GuardError(1, TooLarge, $"A guard has at most {MostCharacters} characters.")]);
        }

        try
        {
            var parser = new GuardParser(GuardLexer.Cut(text));
            var expression = parser.Or();
            if (parser.Here.Kind != TokenKind.End)
            {
                throw parser.Unexpected("The guard should end here.");
            }

            parser._types.RequireBoolean(expression, 1);
            var errors = parser._types.Errors();
            return new GuardReading(errors.IsEmpty ? new Guard(text, expression) : null, errors);
        }
        catch (GuardSyntaxException stopped)
        {
            return new GuardReading(null, [stopped.Error]);
        }
    }

    private GuardExpression Or() => Joined(And, "||", (left, right) => new GuardExpression.Or(left, right));

    private GuardExpression And() => Joined(Relation, "&&", (left, right) => new GuardExpression.And(left, right));

    private GuardExpression Joined(Func<GuardExpression> operand, string sign, Func<GuardExpression, GuardExpression, GuardExpression> join)
    {
        var start = Here.Position;
        var left = operand();
        while (Here.Is(sign))
        {
            _at++;
            _types.RequireBoolean(left, start);
            start = Here.Position;
            var right = operand();
            _types.RequireBoolean(right, start);
            left = join(left, right);
        }

        return left;
    }

    private GuardExpression Relation()
    {
        var left = Unary();
        while (Here.Kind == TokenKind.Operator && GuardWords.Comparisons.TryGetValue(Here.Value, out var comparison))
        {
            var position = Here.Position;
            _at++;
            var compare = new GuardExpression.Compare(comparison, left, Unary());
            _types.Check(compare, position);
            left = compare;
        }

        return left;
    }

    private GuardExpression Unary()
    {
        if (!Here.Is("!") && !Here.Is("("))
        {
            return Operand();
        }

        if (++_depth > Deepest)
        {
            throw new GuardSyntaxException(Here.Position, TooLarge, $"A guard nests at most {Deepest} deep.");
        }

        var negated = Here.Is("!");
        _at++;
        var start = Here.Position;
        var inner = negated ? Unary() : Or();
        _depth--;
        if (negated)
        {
            _types.RequireBoolean(inner, start);
            return new GuardExpression.Not(inner);
        }

        if (!Here.Is(")"))
        {
            throw Unexpected("A closing parenthesis is expected here.");
        }

        _at++;
        return inner;
    }

    private GuardExpression Operand()
    {
        var token = Here;
        GuardExpression? operand = token switch
        {
            { Kind: TokenKind.Text } => new GuardExpression.Text(token.Value),
            { Kind: TokenKind.Number } when long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                new GuardExpression.Number(number),
            { Kind: TokenKind.Name, Value: "true" or "false" } => new GuardExpression.Flag(token.Value == "true"),
            { Kind: TokenKind.Name, Value: "null" } => new GuardExpression.Null(),
            { Kind: TokenKind.Name } when GuardWords.Variables.TryGetValue(token.Value, out var variable) => new GuardExpression.Variable(variable),
            _ => null,
        };
        _at += operand is null ? 0 : 1;
        return operand ?? throw Unexpected(token.Kind switch
        {
            TokenKind.Name => $"This name is not known; known are {string.Join(", ", GuardWords.Variables.Keys.Order(StringComparer.Ordinal))}.",
            TokenKind.Number => "A whole number of 64 bits is expected here.",
            _ => "A variable or a constant is expected here.",
        });
    }

    private GuardSyntaxException Unexpected(string sentence) => new(Here.Position, Syntax, sentence);
}
