using System.Diagnostics.CodeAnalysis;

namespace IdentityGrains.Domain.Customers;

/// <summary>The caller's name for one act; a retry carries the same one, and it takes effect at most once for ever.</summary>
[GenerateSerializer, Immutable, Alias("operation-id")]
public readonly record struct OperationId
{
    /// <summary>The longest operation id, in characters.</summary>
    public const int MaxLength = 255;

    private OperationId(string value) => Value = value;

    /// <summary>The text as the caller gave it.</summary>
    [Id(0)]
    public string Value { get; init; }

    /// <summary>Reads 1 to 255 visible ASCII characters.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OperationId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        id = new OperationId(text);
        return true;
    }

    /// <summary>An operation id from text that is known to be well formed: our own, or what the journal kept.</summary>
    public static OperationId FromTrusted(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
