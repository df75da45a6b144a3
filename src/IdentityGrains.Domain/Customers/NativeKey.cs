using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IdentityGrains.Domain.Customers;

/// <summary>The opaque id by which one source knows the customer. It stands in URLs, so it must not say who the customer is.</summary>
[GenerateSerializer, Immutable, Alias("native-key")]
public readonly record struct NativeKey
{
    /// <summary>The longest native key, in characters.</summary>
    public const int MaxLength = 128;

    private const int PhoneDigits = 7;

    private NativeKey(SourceName source, string key) => (Source, Key) = (source, key);

    /// <summary>The source whose id this is.</summary>
    [Id(0)]
    public SourceName Source { get; init; }

    /// <summary>The id, as the source writes it.</summary>
    [Id(1)]
    public string Key { get; init; }

    /// <summary>Reads 1 to 128 letters, digits and <c>-_.:~</c>; what reads as an e-mail address, a telephone number or a step of a path is no key.</summary>
    public static bool TryParse(SourceName source, [NotNullWhen(true)] string? text, out NativeKey key)
    {
        key = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || !text.All(IsKeyCharacter) || IsPathStep(text) || ReadsAsPhone(text))
        {
            return false;
        }

        key = new NativeKey(source, text);
        return true;
    }

    /// <summary>A native key from our own record, where it was checked when it came in.</summary>
    public static NativeKey FromTrusted(SourceName source, string key) => new(source, key);

    /// <summary>Names the source only: a key in a log would make the log a directory of people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Source}:[key]");

    // "@" is not a key character, so an e-mail address never parses.
    private static bool IsKeyCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '~';

    // "." and ".." are steps of a path: whatever normalises the address would ask for another page.
    private static bool IsPathStep(string text) => text is "." or "..";

    // A bare run of digits is an ordinary id; separators in a run of digits, or a leading zero pair, make it a number that can be dialled.
    private static bool ReadsAsPhone(string text)
    {
        var digits = text.Count(char.IsAsciiDigit);
        return digits >= PhoneDigits && !text.Any(char.IsAsciiLetter)
            && (text.StartsWith("00", StringComparison.Ordinal) || text.AsSpan().ContainsAny('-', '.'));
    }
}
