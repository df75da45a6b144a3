using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>
/// Our values as Salesforce's fields. Its compound addresses can be read and not written, so that an address is written part by part, and each part that it has
/// not is cleared.
/// </summary>
internal static class SalesforceFields
{
    private const string Compound = "Address";

    private static readonly PostalParts Postal = new("Street", "City", "PostalCode", "Country", between: "\n");

    private static readonly Coercions Table = new(new Dictionary<string, Coercion>(StringComparer.Ordinal)
    {
        ["Email"] = Coercion.Case, ["MobilePhone"] = Coercion.Phone, ["Phone"] = Coercion.Phone, ["HomePhone"] = Coercion.Phone,
        ["Birthdate"] = Coercion.DateOnly,
    });

    /// <summary>The fields that a path is written to, with their values; a value that is null is cleared.</summary>
    public static IEnumerable<(string Field, FieldValue Value)> Of(string path, FieldValue value)
    {
        if (!IsAddress(path))
        {
            return [(path, value)];
        }

        return Postal.Of(value as FieldValue.Parts)
            .Select(p => (path[..^Compound.Length] + p.Name, p.Text is { } text ? new FieldValue.Text(text) : FieldValue.Blank));
    }

    /// <summary>The fields that a path is read from.</summary>
    public static IEnumerable<string> Names(string path) => IsAddress(path) ? Postal.Names.Select(n => path[..^Compound.Length] + n) : [path];

    /// <summary>The path that a field belongs to.</summary>
    public static string PathOf(string field, IEnumerable<string> paths) =>
        paths.FirstOrDefault(p => Names(p).Contains(field, StringComparer.Ordinal)) ?? field;

    /// <summary>How a value that we told reads there.</summary>
    public static string? Canonical(string path, FieldValue value) => Canonical(path, Of(path, value).Select(f => (f.Field, CanonicalText.Of(f.Value))));

    /// <summary>How what stands in the fields of a path reads.</summary>
    public static string? Canonical(string path, IEnumerable<(string Field, string? Text)> shown) =>
        IsAddress(path) ? CanonicalText.Parts(shown) : Table.Undo(path, shown.FirstOrDefault(s => s.Text is not null).Text);

    private static bool IsAddress(string path) => path.EndsWith(Compound, StringComparison.Ordinal) && path.Length > Compound.Length;
}
