using System.Text.Json;
using IdentityGrains.Connectors.Json;

namespace IdentityGrains.Connectors.SecurityEvents;

/// <summary>What a security event token says (RFC 8417): the same delivery gives the same claims, on every attempt.</summary>
internal static class SecurityEventClaims
{
    /// <summary>What happened, by the name that receivers route on.</summary>
    public const string FieldsChanged = "urn:identitygrains:event:customer-fields-changed";

    /// <summary>The longest set of claims, in bytes; a receiver is not asked to take more.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The claims, or null with the word for why there are none.</summary>
    public static ReadOnlyMemory<byte>? Of(PlatformDelivery delivery, string issuer, string audience, out string fault)
    {
        fault = "";
        if (FieldsJson.NamesTwice(delivery))
        {
            fault = "duplicate_path";
            return null;
        }

        var claims = JsonBody.Write(json => Write(json, delivery, issuer, audience));
        if (claims.Length > MaxBytes)
        {
            fault = "too_large";
            return null;
        }

        return claims;
    }

    private static void Write(Utf8JsonWriter json, PlatformDelivery delivery, string issuer, string audience)
    {
        json.WriteString("iss", issuer);
        json.WriteString("aud", audience);

        // When it was planned, not when this attempt is made: one id has one content.
        json.WriteNumber("iat", delivery.Timestamp.ToUnixTimeSeconds());
        json.WriteString("jti", delivery.DeliveryId);
        json.WriteStartObject("sub_id");
        json.WriteString("format", "opaque");
        json.WriteString("id", delivery.Key);
        json.WriteEndObject();
        json.WriteStartObject("events");
        json.WriteStartObject(FieldsChanged);
        json.WriteNumber("version", delivery.Version);
        json.WriteString("policy", delivery.Policy);
        FieldsJson.Write(json, delivery);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
