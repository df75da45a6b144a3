using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IdentityGrains.Simulators;

/// <summary>
/// Standard Webhooks as a receiver would write it from the specification. The product's own code is not used here: two hands that agree
/// prove the format, one hand that agrees with itself proves nothing.
/// </summary>
internal sealed class SimulatorSignature
{
    private const long ToleranceSeconds = 300;

    private readonly byte[][] _keys;

    public SimulatorSignature(IReadOnlyList<string> secrets)
    {
        if (secrets.Count == 0)
        {
            throw new ArgumentException("A platform needs a secret.", nameof(secrets));
        }

        _keys = [.. secrets.Select(Decode)];
    }

    /// <summary>The signature of a message of our own, by the first key.</summary>
    public string Sign(string id, string timestamp, byte[] body) => "v1," + Convert.ToBase64String(Mac(_keys[0], id, timestamp, body));

    /// <summary>True when one of the signatures is by one of the keys and the time is near.</summary>
    public bool Verify(string id, string timestamp, string signatures, byte[] body, DateTimeOffset now)
    {
        if (id.Length == 0 || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) > ToleranceSeconds)
        {
            return false;
        }

        var given = signatures.Split(' ').Where(s => s.StartsWith("v1,", StringComparison.Ordinal)).Select(s => Encoding.ASCII.GetBytes(s[3..])).ToList();
        return _keys.Select(k => Encoding.ASCII.GetBytes(Convert.ToBase64String(Mac(k, id, timestamp, body))))
            .Any(expected => given.Exists(g => CryptographicOperations.FixedTimeEquals(g, expected)));
    }

    private static byte[] Mac(byte[] key, string id, string timestamp, byte[] body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(id + "." + timestamp + "."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    private static byte[] Decode(string secret)
    {
        if (!secret.StartsWith("whsec_", StringComparison.Ordinal))
        {
            throw new ArgumentException("A secret begins with whsec_.", nameof(secret));
        }

        var digits = secret[6..];
        return Convert.FromBase64String(digits.Length % 4 == 0 ? digits : digits + new string('=', 4 - (digits.Length % 4)));
    }
}
