namespace IdentityGrains.Gateway.Intake;

/// <summary>The form that every name of a policy has: of a field, a source, a purpose, a kind of evidence.</summary>
internal static class Names
{
    private const int MaxLength = 64;

    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxLength && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
