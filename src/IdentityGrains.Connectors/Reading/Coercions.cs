using System.Collections.Frozen;

namespace IdentityGrains.Connectors.Reading;

/// <summary>What a platform does to a value that it stores, undone so far that the two can be compared. Applied to both sides.</summary>
/// <param name="Name">A word for people and tests.</param>
/// <param name="Undo">From canonical text to canonical text.</param>
public sealed record Coercion(string Name, Func<string, string> Undo)
{
    /// <summary>It keeps what it is given.</summary>
    public static readonly Coercion None = new("none", t => t);

    /// <summary>Letters change case, as e-mail addresses and enumerations do.</summary>
    public static readonly Coercion Case = new("case", t => t.ToLowerInvariant());

    /// <summary>Phone numbers gain spaces, brackets, points and hyphens.</summary>
    public static readonly Coercion Phone = new("phone", t => string.Concat(t.Where(c => char.IsAsciiDigit(c) || c == '+')));

    /// <summary>Dates gain a time of day.</summary>
    public static readonly Coercion DateOnly = new("date_only", t => t.Length > 10 && t[10] is 'T' or ' ' ? t[..10] : t);

    /// <summary>Truth is written in words of one's own: yes, 1, True.</summary>
    public static readonly Coercion Truth = new(
        "truth",
        t => t.ToLowerInvariant() switch { "1" or "yes" or "true" => "true", "0" or "no" or "false" => "false", var o => o });
}

/// <summary>One connector's coercion table: what its platform does to which paths.</summary>
/// <param name="byPath">The paths with a coercion; every other one keeps what it is given.</param>
public sealed class Coercions(IReadOnlyDictionary<string, Coercion> byPath)
{
    private readonly FrozenDictionary<string, Coercion> _byPath = byPath.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The text by which values at a path are compared; null stays null.</summary>
    public string? Undo(string path, string? canonical) =>
        canonical is null ? null : CanonicalText.Of(_byPath.GetValueOrDefault(path, Coercion.None).Undo(canonical));
}
