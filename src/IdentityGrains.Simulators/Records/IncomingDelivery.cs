using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace IdentityGrains.Simulators.Records;

/// <summary>A delivery as its receiver reads it.</summary>
internal sealed record IncomingDelivery(
    string DeliveryId, string Key, long Version, string Policy, IReadOnlyDictionary<string, JsonElement> Fields,
    IReadOnlyDictionary<string, string> Purposes, string? AckUrl)
{
    private const string Type = "customer.fields.changed";

    /// <summary>Reads a body; false when it is no delivery.</summary>
    public static bool TryParse(byte[] body, [NotNullWhen(true)] out IncomingDelivery? delivery)
    {
        delivery = null;
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            var root = document.RootElement;
            if (root.GetProperty("type").GetString() == Type)
            {
                delivery = Read(root.GetProperty("data"));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Not JSON, or a member is missing or of another kind: no delivery.
            return false;
        }

        return delivery is { Key.Length: > 0 and <= 256, Version: > 0, DeliveryId.Length: > 0 and <= 64 }
            && delivery.DeliveryId.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    private static IncomingDelivery Read(JsonElement data) => new(
        data.GetProperty("deliveryId").GetString() ?? "",
        data.GetProperty("customerNumber").GetString() ?? "",
        data.GetProperty("version").GetInt64(),
        data.GetProperty("policy").GetString() ?? "",
        data.GetProperty("fields").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.Clone(), StringComparer.Ordinal),
        data.GetProperty("purposes").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal),
        data.TryGetProperty("ackUrl", out var ackUrl) ? ackUrl.GetString() : null);
}
