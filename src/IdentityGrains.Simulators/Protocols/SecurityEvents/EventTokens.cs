using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdentityGrains.Simulators.Protocols.SecurityEvents;

/// <summary>Reads security event tokens: compact, signed by ES256 with the one key that is trusted, of their own type, and for this receiver.</summary>
internal sealed class EventTokens
{
    private readonly SimulatedTrust _trust;
    private readonly ECDsa _key = ECDsa.Create();

    public EventTokens(SimulatedTrust trust)
    {
        _trust = trust;
        _key.ImportFromPem(trust.PublicKey);
    }

    /// <summary>The claims; null with the standard's word for what is wrong.</summary>
    public JsonObject? Read(string token, out string wrong)
    {
        wrong = "invalid_request";
        if (token.Split('.') is not [var header, var body, var signature] || Json(header) is not { } head || Json(body) is not { } claims
            || head.Text("typ") != "secevent+jwt")
        {
            return null;
        }

        // "none" and every other algorithm but the one that the key is for are no signatures.
        if (head.Text("alg") != "ES256" || head.Text("kid") != _trust.KeyId || !IsSigned($"{header}.{body}", signature))
        {
            wrong = "invalid_key";
            return null;
        }

        wrong = claims.Text("iss") != _trust.Issuer ? "invalid_issuer" : claims.Text("aud") != _trust.Audience ? "invalid_audience" : "";
        return wrong.Length == 0 ? claims : null;
    }

    private bool IsSigned(string content, string signature) => Base64Url.IsValid(signature)
        && _key.VerifyData(Encoding.ASCII.GetBytes(content), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256);

    private static JsonObject? Json(string part)
    {
        try
        {
            return Base64Url.IsValid(part) ? JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
