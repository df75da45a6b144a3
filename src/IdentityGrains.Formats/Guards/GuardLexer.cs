using System.Text;

namespace IdentityGrains.Formats.Guards;

/// <summary>Cuts a guard into words.</summary>
internal static class GuardLexer
{
    // Longer ones first: "<=" is no "<" and "=".
    private static readonly string[] Operators = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")"];

    public static List<GuardToken> Cut(string text)
    {
        var tokens = new List<GuardToken>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\n' or '\r')
            {
                at++;
                continue;
            }

            var token = Next(text, ref at);
            tokens.Add(token);
        }

        tokens.Add(new GuardToken(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static GuardToken Next(string text, ref int at)
    {
        var start = at;
        var first = text[at];
        if (char.IsAsciiLetter(first))
        {
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_'))
            {
                at++;
            }

            return new GuardToken(TokenKind.Name, text[start..at], start + 1);
        }

        if (char.IsAsciiDigit(first) || (first == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            at++;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.'))
            {
                at++;
            }

            return new GuardToken(TokenKind.Number, text[start..at], start + 1);
        }

        if (first is '\'' or '"')
        {
            return new GuardToken(TokenKind.Text, Quoted(text, ref at), start + 1);
        }

        foreach (var known in Operators)
        {
            if (text.AsSpan(at).StartsWith(known, StringComparison.Ordinal))
            {
                at += known.Length;
                return new GuardToken(TokenKind.Operator, known, start + 1);
            }
        }

        throw new GuardSyntaxException(start + 1, GuardParser.Syntax, "This character is not known here.");
    }

    private static string Quoted(string text, ref int at)
    {
        var start = at;
        var quote = text[at++];
        var content = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\')
            {
                at++;
                if (at == text.Length || text[at] is not ('\\' or '\'' or '"'))
                {
                    throw new GuardSyntaxException(at, GuardParser.Syntax, "A backslash stands only before a quote or a backslash.");
                }
            }

            content.Append(text[at++]);
        }

        if (at == text.Length)
        {
            throw new GuardSyntaxException(start + 1, GuardParser.Syntax, "This text has no closing quote.");
        }

        at++;
        return content.ToString();
    }
}
