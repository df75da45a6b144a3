using System.Text.Json;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>One delivery as one input of a batch.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Properties">The properties that it writes, with their texts.</param>
/// <param name="Refused">Why it cannot be sent at all; null when it can.</param>
internal sealed record HubSpotInput(PlatformDelivery Delivery, IReadOnlyList<(string Property, string Text)> Properties, SendResult.Rejected? Refused)
{
    private const string Unmappable = "unmappable";
    private const string DuplicatePath = "duplicate_path";

    /// <summary>The input of a delivery.</summary>
    public static HubSpotInput Of(PlatformDelivery delivery)
    {
        var fields = delivery.Fields.Select(f => (f.Path, Properties: HubSpotProperties.Of(f.Path, f.Value))).ToArray();
        if (fields.Any(f => f.Properties is null))
        {
            return new(delivery, [], new SendResult.Rejected(Unmappable) { Paths = [.. fields.Where(f => f.Properties is null).Select(f => f.Path)] });
        }

        (string Property, string Text)[] properties = [.. fields.SelectMany(f => f.Properties!)];

        // A name twice in one object means whatever its reader likes.
        return properties.DistinctBy(p => p.Property, StringComparer.Ordinal).Count() == properties.Length
            ? new(delivery, properties, null)
            : new(delivery, [], new SendResult.Rejected(DuplicatePath));
    }

    /// <summary>
    /// Writes it. The delivery's id is what its result is known by; our key stands among the properties, so that each result shows whose it is.
    /// </summary>
    public void Write(Utf8JsonWriter json, string idProperty)
    {
        json.WriteStartObject();
        json.WriteString("idProperty", idProperty);
        json.WriteString("id", Delivery.Key);
        json.WriteString("objectWriteTraceId", Delivery.DeliveryId);
        json.WriteStartObject("properties");
        json.WriteString(idProperty, Delivery.Key);
        foreach (var (property, text) in Properties.Where(p => p.Property != idProperty))
        {
            json.WriteString(property, text);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
