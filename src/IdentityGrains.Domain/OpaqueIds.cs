using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace IdentityGrains.Domain;

/// <summary>The form of ids that the product makes of things other than customers: a prefix and 32 hexadecimal digits.</summary>
public static class OpaqueIds
{
    /// <summary>How an exception's begins.</summary>
    public const string OfException = "exc_";

    /// <summary>How a subscription's begins.</summary>
    public const string OfSubscription = "sub_";

    private const int Length = 32;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>True for what may be such an id. What is none names nothing, and no store is asked for it.</summary>
    public static bool Is([NotNullWhen(true)] string? text, string prefix) =>
        text is not null && text.Length == prefix.Length + Length && text.StartsWith(prefix, StringComparison.Ordinal)
        && !text.AsSpan(prefix.Length).ContainsAnyExcept(Hexadecimal);
}
