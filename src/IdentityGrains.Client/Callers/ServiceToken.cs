using System.Buffers.Text;
using System.Text.Json;

namespace IdentityGrains.Client.Callers;

/// <summary>A token of the calling service identity, and until when it is good.</summary>
/// <param name="Value">The token (JWT), as the silo verifies it.</param>
/// <param name="ExpiresAt">The first instant at which it is worth nothing any more.</param>
public sealed record ServiceToken(string Value, DateTimeOffset ExpiresAt)
{
    /// <summary>Reads from a JWT until when it is good. Nothing is verified here: that is the silo's.</summary>
    /// <exception cref="FormatException">The text is no JWT, or names no instant at which it ends.</exception>
    public static ServiceToken OfJwt(string jwt)
    {
        ArgumentNullException.ThrowIfNull(jwt);
        var token = jwt.Trim();
        return token.Split('.') is [_, var payload, _] && ExpiryIn(payload) is { } expires
            ? new ServiceToken(token, expires)
            : throw new FormatException("The token is no JWT with an expiry.");
    }

    /// <summary>Never the token.</summary>
    public override string ToString() => "[token]";

    private static DateTimeOffset? ExpiryIn(string payload)
    {
        try
        {
            var claims = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(payload));
            return claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty("exp", out var at) && at.TryGetInt64(out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            // The cause would quote the token.
            return null;
        }
    }
}
