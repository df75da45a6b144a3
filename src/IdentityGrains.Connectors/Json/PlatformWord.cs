namespace IdentityGrains.Connectors.Json;

/// <summary>A platform's own code as one of our words. Its texts never become one: they may repeat what we sent.</summary>
public static class PlatformWord
{
    /// <summary>The word for a code that is missing or no code at all.</summary>
    public const string Unnamed = "platform_code";

    private const int MaxLength = 64;

    /// <summary>The code in lower case.</summary>
    public static string Of(string? code) =>
        code is { Length: > 0 and <= MaxLength } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_') ? code.ToLowerInvariant() : Unnamed;
}
