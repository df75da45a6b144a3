using System.Diagnostics.CodeAnalysis;
using System.Text;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain;

/// <summary>One word per idea: the snake_case word by which policy, API, tables and metrics name a member of an enumeration.</summary>
public static class Words
{
    /// <summary>The word of a member, for example <c>lower_rank</c>.</summary>
    public static string Of<T>(T member)
        where T : struct, Enum => Vocabulary<T>.Words[member];

    /// <summary>The member of a word.</summary>
    public static bool TryRead<T>(string? word, out T member)
        where T : struct, Enum
    {
        member = default;
        return word is not null && Vocabulary<T>.Members.TryGetValue(word, out member);
    }

    /// <summary>Every word of an enumeration, in the order of its numbers.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>True for the form that every name of a policy has: 1 to 64 lower-case letters, digits and underscores, a letter first.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= Limits.Name } && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string Snake(string name)
    {
        var word = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }

    private static class Vocabulary<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words =
            Enum.GetValues<T>().ToFrozenDictionary(m => m, m => Snake(m.ToString()));

        public static readonly FrozenDictionary<string, T> Members = Words.ToFrozenDictionary(w => w.Value, w => w.Key);
    }
}
