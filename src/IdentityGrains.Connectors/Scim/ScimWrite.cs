using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Scim;

/// <summary>One value at one path of a resource.</summary>
/// <param name="Path">Where.</param>
/// <param name="Value">What; blank clears.</param>
internal sealed record ScimWrite(ScimPath Path, FieldValue Value)
{
    /// <summary>
    /// The single writes that it comes to: an address by its parts, so that what is not ours in it stays, and is not told in a form that is over.
    /// </summary>
    public IEnumerable<ScimWrite> Split() => Value is FieldValue.Parts { IsBlank: false } parts && Path.Where is not null && ScimNames.IsAddress(Path)
        ? ScimAddress.Written.Append(ScimAddress.Formatted)
            .Select(s => new ScimWrite(Path.Part(s), Text(ScimAddress.Of(parts).FirstOrDefault(p => p.Sub == s).Text)))
        : [this];

    /// <summary>The value as JSON; null when it is blank.</summary>
    public JsonNode? Node(ScimDialect dialect = ScimDialect.Standard) => Value switch
    {
        { IsBlank: true } => null,
        FieldValue.Text text => JsonValue.Create(text.Value),
        FieldValue.Flag flag when dialect == ScimDialect.Entra => JsonValue.Create(flag.Value ? "True" : "False"),
        FieldValue.Flag flag => JsonValue.Create(flag.Value),
        FieldValue.Topics topics => List(topics.Values.Select(t => ScimNames.IsPlural(Path) && Path.Sub is null
            ? new JsonObject { [ScimNames.Value] = t }
            : (JsonNode)JsonValue.Create(t))),
        FieldValue.Parts parts when ScimNames.IsAddress(Path) => List([Object(ScimAddress.Of(parts))]),
        FieldValue.Parts parts => Object(parts.Values.Select(p => (p.Name, p.Text))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// The writes of a delivery; a path that is none is named instead, and so is one that holds the key: whoever wrote there would lose the resource.
    /// </summary>
    public static (ImmutableArray<ScimWrite> Writes, ImmutableArray<string> Unknown) Of(PlatformDelivery delivery, ScimPath findBy)
    {
        var paths = delivery.Fields.Select(f => (f.Path, Read: ScimPath.TryParse(f.Path), f.Value)).ToArray();
        return (
            [.. paths.Where(p => Fits(p.Read, p.Value) && !IsKey(p.Read!, findBy)).Select(p => new ScimWrite(p.Read!, p.Value))],
            [.. paths.Where(p => !Fits(p.Read, p.Value) || IsKey(p.Read!, findBy)).Select(p => p.Path)]);
    }

    private static bool IsKey(ScimPath path, ScimPath findBy) =>
        path.Name.Equals(findBy.Name, StringComparison.OrdinalIgnoreCase) || path.Name.Equals(ScimNames.ExternalId, StringComparison.OrdinalIgnoreCase);

    // What has no parts is no address there.
    private static bool Fits(ScimPath? path, FieldValue value) =>
        path is not null && (value.IsBlank || value is FieldValue.Parts || !ScimNames.IsAddress(path));

    private static FieldValue Text(string? text) => text is null ? FieldValue.Blank : new FieldValue.Text(text);

    private static JsonArray List(IEnumerable<JsonNode> items) => new([.. items]);

    private static JsonObject Object(IEnumerable<(string Name, string Text)> parts) =>
        new(parts.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)JsonValue.Create(p.Text))));
}
