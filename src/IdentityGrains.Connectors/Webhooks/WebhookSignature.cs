using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Connectors.Secrets;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>The signature of Standard Webhooks: HMAC-SHA256 over <c>{id}.{timestamp}.{raw body}</c>, written <c>v1,base64</c>.</summary>
internal static class WebhookSignature
{
    /// <summary>How far a signed message's time may be from ours, both ways.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The header that names the message; the same on every attempt.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the attempt's time, in seconds since 1970.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, separated by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The most signatures of one message that are looked at.</summary>
    public const int MaxSignatures = 8;

    /// <summary>The longest message id, in characters.</summary>
    public const int MaxIdLength = 256;

    private const string Version = "v1,";

    /// <summary>One signature by each secret: while a key is rotated the receiver verifies by whichever it has.</summary>
    public static string Sign(IReadOnlyList<Secret> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var content = Content(id, timestamp.ToString(CultureInfo.InvariantCulture), body);
        return string.Join(' ', secrets.Select(s => Version + Convert.ToBase64String(HMACSHA256.HashData(s.Key, content))));
    }

    /// <summary>True when one of the signatures is one of the secrets' and the time is within tolerance.</summary>
    public static bool Verify(IReadOnlyList<Secret> secrets, AckRequest request, DateTimeOffset now)
    {
        if (request.MessageId is not { Length: > 0 and <= MaxIdLength } id || request.Signature is null
            || !TryReadTimestamp(request.Timestamp, out var seconds) || !Near(seconds, now))
        {
            return false;
        }

        // The header's own digits are what was signed, not our rendering of the number.
        var content = Content(id, request.Timestamp!, request.Body.Span);
        var expected = secrets.Select(s => HMACSHA256.HashData(s.Key, content)).ToArray();
        var verified = false;
        foreach (var given in request.Signature.Split(' ', MaxSignatures + 1).Take(MaxSignatures))
        {
            // No early exit: the time it takes must not tell which secret or signature was right.
            verified |= Matches(given, expected);
        }

        return verified;
    }

    private static bool Matches(string given, byte[][] expected)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!given.StartsWith(Version, StringComparison.Ordinal)
            || given.Length - Version.Length != Base64.GetMaxEncodedToUtf8Length(HMACSHA256.HashSizeInBytes)
            || !Convert.TryFromBase64Chars(given.AsSpan(Version.Length), mac, out var length) || length != mac.Length)
        {
            return false;
        }

        var matches = false;
        foreach (var one in expected)
        {
            matches |= CryptographicOperations.FixedTimeEquals(mac, one);
        }

        return matches;
    }

    private static bool TryReadTimestamp(string? text, out long seconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);

    private static bool Near(long seconds, DateTimeOffset now)
    {
        var ours = now.ToUnixTimeSeconds();
        var tolerance = (long)Tolerance.TotalSeconds;
        return seconds >= ours - tolerance && seconds <= ours + tolerance;
    }

    private static byte[] Content(string id, string timestamp, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes(id), (byte)'.', .. Encoding.UTF8.GetBytes(timestamp), (byte)'.', .. body];
}
