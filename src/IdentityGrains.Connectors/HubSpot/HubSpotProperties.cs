using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>
/// Our values as HubSpot's properties, which are all texts: an empty one clears, topics are separated by semicolons, and an address at the path
/// <c>address</c> is written part by part, each part that it has not cleared.
/// </summary>
internal static class HubSpotProperties
{
    private const string Address = "address";
    private const char Separator = ';';

    private static readonly PostalParts Postal = new(Address, "city", "zip", "country", between: ", ");

    private static readonly Coercions Table = new(new Dictionary<string, Coercion>(StringComparer.Ordinal)
    {
        ["email"] = Coercion.Case, ["hs_language"] = Coercion.Case, ["phone"] = Coercion.Phone, ["mobilephone"] = Coercion.Phone, ["fax"] = Coercion.Phone,
        ["date_of_birth"] = Coercion.DateOnly,
    });

    /// <summary>The properties that a path is written to, with their texts; null when HubSpot has no form for the value.</summary>
    public static IReadOnlyList<(string Property, string Text)>? Of(string path, FieldValue value) => value switch
    {
        { IsBlank: true } => [.. Names(path).Select(p => (p, ""))],
        FieldValue.Parts parts when path == Address => [.. Postal.Of(parts).Select(p => (p.Name, p.Text ?? ""))],

        // Which of the four it were, and what became of the other three, nobody could say.
        _ when path == Address => null,
        FieldValue.Text text => [(path, text.Value)],
        FieldValue.Flag flag => [(path, flag.Value ? "true" : "false")],

        // A topic with the separator in it would arrive as two.
        FieldValue.Topics topics when !topics.Values.Any(t => t.Contains(Separator, StringComparison.Ordinal)) =>
            [(path, string.Join(Separator, topics.Values))],
        _ => null,
    };

    /// <summary>The properties that a path is read from.</summary>
    public static IEnumerable<string> Names(string path) => path == Address ? Postal.Names : [path];

    /// <summary>How a value that we told reads there.</summary>
    public static string? Canonical(string path, FieldValue value) =>
        Canonical(path, (Of(path, value) ?? []).Select(p => (p.Property, CanonicalText.Of(p.Text))));

    /// <summary>How what stands in the properties of a path reads.</summary>
    public static string? Canonical(string path, IEnumerable<(string Property, string? Text)> shown) =>
        path == Address ? CanonicalText.Parts(shown) : Table.Undo(path, InOrder(shown.FirstOrDefault(s => s.Text is not null).Text));

    // Of several choices HubSpot keeps which, not in which order. That it is a choice does not show on a text, so every one is put into order, on both sides.
    private static string? InOrder(string? text) => text?.Contains(Separator, StringComparison.Ordinal) == true
        ? string.Join(Separator, text.Split(Separator).Select(CanonicalText.Of).OfType<string>().Order(StringComparer.Ordinal))
        : text;
}
