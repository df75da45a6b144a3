namespace IdentityGrains.Formats.Guards;

internal enum TokenKind
{
    End,
    Name,
    Text,
    Number,
    Operator,
}

/// <summary>One word of a guard.</summary>
/// <param name="Kind">What kind of word.</param>
/// <param name="Value">As it counts: a text without its quotes.</param>
/// <param name="Position">Where it begins, from 1.</param>
internal readonly record struct GuardToken(TokenKind Kind, string Value, int Position)
{
    public bool Is(string operatorOrBracket) => Kind == TokenKind.Operator && Value == operatorOrBracket;
}

/// <summary>Ends the reading of a guard at the first thing that makes no sense.</summary>
internal sealed class GuardSyntaxException(int position, string code, string sentence) : Exception(sentence)
{
    public GuardError Error { get; } = new(position, code, sentence);
}
