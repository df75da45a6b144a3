using System.Text.Json;
using IdentityGrains.Connectors.Secrets;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Reads the signed callback by which a platform says that it applied a delivery.</summary>
public sealed class WebhookAckReader : IAckReader
{
    /// <summary>The longest callback, in bytes. A door that reads callbacks from the network refuses longer ones before it has them.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    private const int MaxDepth = 4;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    private readonly IReadOnlyList<Secret> _secrets;

    internal WebhookAckReader(IReadOnlyList<Secret> secrets) => _secrets = secrets;

    /// <inheritdoc/>
    public AckReading Read(AckRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Body.Length > MaxBodyBytes || !WebhookSignature.Verify(_secrets, request, now))
        {
            return new AckReading.InvalidSignature();
        }

        try
        {
            using var document = JsonDocument.Parse(request.Body, Strict);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how a name or text that is no valid UTF-8 shows up.
            return new AckReading.Malformed();
        }
    }

    private static AckReading Read(JsonElement ack)
    {
        string? delivery = null;
        long version = 0;
        if (ack.ValueKind != JsonValueKind.Object)
        {
            return new AckReading.Malformed();
        }

        foreach (var member in ack.EnumerateObject())
        {
            var understood = member.Name switch
            {
                "deliveryId" => member.Value.ValueKind == JsonValueKind.String && DeliveryIds.IsWellFormed(delivery = member.Value.GetString()),
                "appliedVersion" => member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out version) && version > 0,
                "fieldHashes" => AreHashes(member.Value),
                _ => false,
            };
            if (!understood)
            {
                return new AckReading.Malformed();
            }
        }

        return delivery is null || version == 0 ? new AckReading.Malformed() : new AckReading.Applied(delivery, version);
    }

    private static bool AreHashes(JsonElement hashes) =>
        hashes.ValueKind == JsonValueKind.Object && hashes.EnumerateObject().All(h => h.Value.ValueKind == JsonValueKind.String);
}
