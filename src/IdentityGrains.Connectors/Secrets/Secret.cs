using System.Diagnostics.CodeAnalysis;

namespace IdentityGrains.Connectors.Secrets;

/// <summary>A shared key of ours and one platform. It parses once, it never prints, and it is compared by nobody.</summary>
public sealed class Secret
{
    /// <summary>What every such key begins with, so that a scanner of logs and repositories finds a leaked one.</summary>
    public const string Prefix = "whsec_";

    /// <summary>The shortest key, in bytes: what an attacker would have to guess.</summary>
    public const int MinBytes = 24;

    /// <summary>The longest key, in bytes.</summary>
    public const int MaxBytes = 64;

    /// <summary>The fewest different bytes of a key: chance makes no key with fewer, and forgetting to make one does.</summary>
    public const int MinDifferentBytes = 8;

    private readonly byte[] _key;

    private Secret(byte[] key) => _key = key;

    /// <summary>The key itself, for the one computation that needs it.</summary>
    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>Reads <c>whsec_</c> and the base64 of 24 to 64 bytes, padded or not; a key that nobody drew, all zeros for example, is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Secret? secret)
    {
        secret = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var digits = text[Prefix.Length..].TrimEnd('=');
        var key = new byte[MaxBytes];
        // Tools print keys with and without padding; .NET reads only padded base64.
        if (!Convert.TryFromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='), key, out var length) || length < MinBytes
            || key[..length].Distinct().Count() < MinDifferentBytes)
        {
            return false;
        }

        secret = new Secret(key[..length]);
        return true;
    }

    /// <summary>Never the key: a log may know that it exists, not what it is.</summary>
    public override string ToString() => "[secret]";
}
