using System.Text.RegularExpressions;

namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>An attribute path of RFC 7644, figure 7: an attribute, perhaps of an extension, perhaps of one value among several, perhaps a part of it.</summary>
/// <param name="Urn">The extension; empty for the core schema.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="By">The part by which a value is chosen; empty when none is.</param>
/// <param name="Is">What that part must be.</param>
/// <param name="Sub">The part; empty for the whole.</param>
internal sealed partial record DeskPath(string Urn, string Attribute, string By, string Is, string Sub)
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    public static DeskPath? Of(string text)
    {
        var m = Grammar().Match(text);
        if (!m.Success)
        {
            return null;
        }

        var urn = m.Groups["urn"].Value.TrimEnd(':');
        var unquoted = m.Groups["is"].Value.Trim('"').Replace("\\\"", "\"", StringComparison.Ordinal);
        return new DeskPath(urn == Core ? "" : urn, m.Groups["attr"].Value, m.Groups["by"].Value, unquoted, m.Groups["sub"].Value);
    }

    /// <summary>As the shelf names it.</summary>
    public string OnShelf => (Urn.Length > 0 ? Urn + ":" : "") + Attribute + (By.Length > 0 ? $"[{By} eq \"{Is}\"]" : "") + (Sub.Length > 0 ? "." + Sub : "");

    [GeneratedRegex(
        @"^(?<urn>urn:[^\[\]]+:)?(?<attr>[A-Za-z]\w*)(\[(?<by>\w+) eq (?<is>""[^""]*""|true|false)\])?(\.(?<sub>\w+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Grammar();
}
