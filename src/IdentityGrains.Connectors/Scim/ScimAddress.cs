using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Scim;

/// <summary>A postal address as the standard has it. It is written part by part, and each part that ours has not is cleared.</summary>
internal static class ScimAddress
{
    /// <summary>Made of the parts by whoever wants it whole; one that we did not write would tell the address of before.</summary>
    public const string Formatted = "formatted";

    private static readonly (string Part, string Sub)[] Names =
        [("line1", "streetAddress"), ("city", "locality"), ("postcode", "postalCode"), ("country", "country")];

    /// <summary>The parts that are written.</summary>
    public static IEnumerable<string> Written => Names.Select(n => n.Sub);

    /// <summary>The parts of an address that say something.</summary>
    public static IEnumerable<(string Sub, string Text)> Of(FieldValue.Parts address)
    {
        string? Part(string name) => address.Values.FirstOrDefault(p => p.Name == name)?.Text;

        foreach (var (part, sub) in Names)
        {
            // A street has lines there, and we have two.
            var text = part == "line1" && Part("line2") is { Length: > 0 } second ? $"{Part(part)}\n{second}" : Part(part);
            if (text is { Length: > 0 })
            {
                yield return (sub, text);
            }
        }
    }
}
