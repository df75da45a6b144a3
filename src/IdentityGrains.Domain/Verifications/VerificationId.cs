using System.Globalization;

namespace IdentityGrains.Domain.Verifications;

/// <summary>Names one verification of one contact point of a customer for ever: the field, and the version of the entry that started it.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Version">The entry that started it.</param>
[GenerateSerializer, Immutable, Alias("verification-id")]
public readonly record struct VerificationId([property: Id(0)] FieldName Field, [property: Id(1)] long Version)
{
    private const char Mark = '-';

    /// <summary>Reads what <see cref="ToString"/> writes, for example <c>email-12</c>.</summary>
    public static bool TryParse(string? text, out VerificationId id)
    {
        id = default;
        var mark = text?.LastIndexOf(Mark) ?? -1;
        if (mark <= 0 || !long.TryParse(text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return false;
        }

        id = new VerificationId(new FieldName(text![..mark]), version);
        return true;
    }

    /// <summary>For example <c>email-12</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Field}{Mark}{Version}");
}
