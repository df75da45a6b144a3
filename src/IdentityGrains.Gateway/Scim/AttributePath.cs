using System.Text.RegularExpressions;

namespace IdentityGrains.Gateway.Scim;

/// <summary>
/// Where in a resource: <c>emails[type eq "work"].value</c>, with or without the schema in front. Of an attribute of many values one is named by its type,
/// or as the primary one; other filters would compare values, and tell by what they find what those are.
/// </summary>
/// <param name="Schema">The schema.</param>
/// <param name="Attribute">The attribute, as the schema writes it where it knows it.</param>
/// <param name="Type">Of many values the one of this type, in lower case; null where none is named.</param>
/// <param name="Sub">The part of it; null for all of it.</param>
internal sealed partial record AttributePath(string Schema, string Attribute, string? Type, string? Sub)
{
    /// <summary>The type that stands for "the primary one", which no client can name as a type.</summary>
    public const string Primary = "\0primary";

    /// <summary>True when the schema has such an attribute.</summary>
    public bool IsKnown => ScimSchemas.Attribute(Schema, Attribute) is not null;

    /// <summary>True when the server alone writes it.</summary>
    public bool IsReadOnly => Schema == ScimSchemas.Outcome || (Schema == ScimSchemas.User && ScimSchemas.ReadOnly.Contains(Attribute));

    /// <summary>True when the two cannot each say a field: they are the same, or one is a part of the other.</summary>
    public bool Collides(AttributePath other) => (Schema, Attribute) == (other.Schema, other.Attribute)
        && ((Type is null) != (other.Type is null) || (Type == other.Type && (Sub is null || other.Sub is null || Sub == other.Sub)));

    /// <summary>The whole attribute.</summary>
    public static AttributePath Of(string schema, string attribute) => new(schema, ScimSchemas.Attribute(schema, attribute) ?? attribute, null, null);

    /// <summary>The path; null when the text is none. A filter that is not answered makes <paramref name="foreignFilter"/> true.</summary>
    public static AttributePath? Parse(string text, out bool foreignFilter)
    {
        foreignFilter = false;
        if (text.Length > ScimLimits.Expression)
        {
            return null;
        }

        var schema = ScimSchemas.All.FirstOrDefault(s => text.StartsWith(s + ":", StringComparison.OrdinalIgnoreCase));
        var match = Form().Match(schema is null ? text : text[(schema.Length + 1)..]);
        if (!match.Success)
        {
            return null;
        }

        string? type = null;
        if (match.Groups["filter"].Success)
        {
            type = TypeOf(match.Groups["filter"].Value);
            foreignFilter = type is null;
            if (foreignFilter)
            {
                return null;
            }
        }

        return Of(schema ?? ScimSchemas.User, match.Groups["attribute"].Value) with
        {
            Type = type, Sub = match.Groups["sub"].Success ? ScimSchemas.Sub(match.Groups["sub"].Value) : null,
        };
    }

    /// <summary>The schema that the text is, as it is written; null when it is none that has attributes.</summary>
    public static string? SchemaOf(string text) => ScimSchemas.All.FirstOrDefault(s => s.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>As it is written in a path.</summary>
    public override string ToString() =>
        (Schema == ScimSchemas.User ? string.Empty : Schema + ":") + Attribute + (Type is null ? string.Empty : $"[type eq \"{Type}\"]")
        + (Sub is null ? string.Empty : "." + Sub);

    private static string? TypeOf(string filter) =>
        OfType().Match(filter) is { Success: true } named ? named.Groups["type"].Value.ToLowerInvariant()
        : OfPrimary().IsMatch(filter) ? Primary
        : null;

    [GeneratedRegex(
        @"\A(?<attribute>[A-Za-z][A-Za-z0-9_$-]*)(\[(?<filter>[^\[\]]*)\])?(\.(?<sub>[$A-Za-z][A-Za-z0-9_$-]*))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"\A\s*type\s+eq\s+""(?<type>[A-Za-z0-9_.-]{1,64})""\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfType();

    // In quotes as Microsoft Entra writes it.
    [GeneratedRegex(
        @"\A\s*primary\s+eq\s+(""true""|true)\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfPrimary();
}
