using System.Text.Json;

namespace IdentityGrains.Connectors.Json;

/// <summary>A delivery's fields as one JSON object by their paths, and the purposes that each is told for as another.</summary>
internal static class FieldsJson
{
    /// <summary>True when two fields have one path: JSON with a name twice means whatever its reader likes.</summary>
    public static bool NamesTwice(PlatformDelivery delivery) =>
        delivery.Fields.Select(f => f.Path).Distinct(StringComparer.Ordinal).Count() != delivery.Fields.Count;

    /// <summary>Writes the members <c>fields</c> and <c>purposes</c> of the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, PlatformDelivery delivery)
    {
        json.WriteStartObject("fields");
        foreach (var field in delivery.Fields)
        {
            json.WritePropertyName(field.Path);
            JsonValue.Write(json, field.Value);
        }

        json.WriteEndObject();
        json.WriteStartObject("purposes");
        foreach (var field in delivery.Fields.Where(f => f.Purpose is not null))
        {
            json.WriteString(field.Path, field.Purpose!.Value.Value);
        }

        json.WriteEndObject();
    }
}
