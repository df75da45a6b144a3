using System.Text.Json;
using System.Text.RegularExpressions;

namespace IdentityGrains.Connectors.Scim;

/// <summary>
/// Where a value stands, in the notation of RFC 7644: <c>userName</c>, <c>name.givenName</c>, <c>emails[type eq "work"].value</c>,
/// <c>urn:example:scim:customer:tier</c>.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Schema">The extension that the attribute belongs to; null for the core schema.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Where">Which of its values; null for all, or where there is but one.</param>
/// <param name="Sub">The part of the value; null for the whole.</param>
internal sealed partial record ScimPath(string Text, string? Schema, string Attribute, ScimSelector? Where, string? Sub)
{
    private const int MaxLength = 256;

    /// <summary>Whether the resource is in use.</summary>
    public static readonly ScimPath Active = new(ScimNames.Active, null, ScimNames.Active, null, null);

    /// <summary>As a list of attributes names it: the value of a filter cannot stand there.</summary>
    public string Name => Within + (Where is null && Sub is not null ? $"{Attribute}.{Sub}" : Attribute);

    /// <summary>The selected value as such, without its part.</summary>
    public string Element => Where is null ? Within + Attribute : $"{Within}{Attribute}[{Where.Text}]";

    private string Within => Schema is null ? "" : Schema + ":";

    /// <summary>The path; null when the text is none, or one with a filter that no single attribute answers.</summary>
    public static ScimPath? TryParse(string text)
    {
        if (text.Length > MaxLength || Shape().Match(text) is not { Success: true } m)
        {
            return null;
        }

        var schema = m.Groups["schema"] is { Success: true } s && !s.Value.Equals(ScimNames.UserSchema, StringComparison.OrdinalIgnoreCase) ? s.Value : null;
        var where = m.Groups["by"].Success ? ScimSelector.TryParse(m.Groups["by"].Value, m.Groups["is"].Value) : null;
        var sub = m.Groups["sub"] is { Success: true } named ? named.Value : null;
        var path = new ScimPath(text, schema, m.Groups["attr"].Value, where, sub);
        return m.Groups["by"].Success && where is null ? null
            : where is not null && sub is null && !ScimNames.IsAddress(path) ? path with { Sub = ScimNames.Value }
            : path;
    }

    /// <summary>A part of the value that this path stands for.</summary>
    public ScimPath Part(string sub) => this with { Text = $"{Element}.{sub}", Sub = sub };

    /// <summary>Never more than where; what stands there is not known here.</summary>
    public override string ToString() => Text;

    // An extension; an attribute; which of its values; a part of it.
    [GeneratedRegex(
        @"^(?:(?<schema>urn:[A-Za-z0-9:._-]+):)?(?<attr>[A-Za-z][\w$-]*)"
        + @"(?:\[(?<by>[A-Za-z][\w$-]*) eq (?<is>""(?:[^""\\]|\\.)*""|true|false)\])?(?:\.(?<sub>[A-Za-z][\w$-]*))?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}

/// <summary>Which of an attribute's values: those whose part equals this.</summary>
/// <param name="By">The part, for example <c>type</c>.</param>
/// <param name="Literal">Its value as JSON.</param>
internal sealed record ScimSelector(string By, string Literal)
{
    /// <summary>As a filter.</summary>
    public string Text => $"{By} eq {Literal}";

    /// <summary>The value; a text or a truth.</summary>
    public JsonElement Value { get; private init; }

    public static ScimSelector? TryParse(string by, string literal)
    {
        try
        {
            using var json = JsonDocument.Parse(literal);
            return new ScimSelector(by, literal) { Value = json.RootElement.Clone() };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True for a value of the attribute that is meant.</summary>
    public bool Selects(JsonElement element)
    {
        var shown = ScimShown.Member(element, By);
        return Value.ValueKind == JsonValueKind.String
            ? shown.ValueKind == JsonValueKind.String && string.Equals(shown.GetString(), Value.GetString(), StringComparison.OrdinalIgnoreCase)
            : shown.ValueKind == Value.ValueKind;
    }
}
