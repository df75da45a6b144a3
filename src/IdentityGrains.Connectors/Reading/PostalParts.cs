using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Reading;

/// <summary>
/// A postal address as a platform has it, part by part, in the platform's own names. Where a street is one text there, our two lines are one.
/// </summary>
/// <param name="street">Its name for the street.</param>
/// <param name="city">Its name for the city.</param>
/// <param name="postcode">Its name for the postal code.</param>
/// <param name="country">Its name for the country.</param>
/// <param name="between">What stands between the two lines of a street.</param>
internal sealed class PostalParts(string street, string city, string postcode, string country, string between)
{
    /// <summary>Its names, in our order.</summary>
    public IReadOnlyList<string> Names { get; } = [street, city, postcode, country];

    /// <summary>Each part that is written, with its text; null for one that the address has not, and for every one of none.</summary>
    public IEnumerable<(string Name, string? Text)> Of(FieldValue.Parts? address)
    {
        string? Part(string name) => address?.Values.FirstOrDefault(p => p.Name == name)?.Text is { Length: > 0 } text ? text : null;

        var lines = Part("line2") is { } second ? $"{Part("line1")}{between}{second}" : Part("line1");
        return Names.Zip([lines, Part("city"), Part("postcode"), Part("country")]);
    }
}
