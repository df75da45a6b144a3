using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Scim;

/// <summary>A postal address as the standard has it. It is written part by part, and each part that ours has not is cleared.</summary>
internal static class ScimAddress
{
    /// <summary>Made of the parts by whoever wants it whole; one that we did not write would tell the address of before.</summary>
    public const string Formatted = "formatted";

    private static readonly PostalParts Postal = new("streetAddress", "locality", "postalCode", "country", between: "\n");

    /// <summary>The parts that are written.</summary>
    public static IEnumerable<string> Written => Postal.Names;

    /// <summary>The parts of an address that say something.</summary>
    public static IEnumerable<(string Sub, string Text)> Of(FieldValue.Parts address) =>
        Postal.Of(address).Where(p => p.Text is not null).Select(p => (p.Name, p.Text!));
}
