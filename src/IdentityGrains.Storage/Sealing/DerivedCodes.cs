using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Storage.Sealing;

/// <summary>Codes and tokens under the customer's own key: they can be made again, and lie nowhere.</summary>
/// <param name="key">The customer's key.</param>
public sealed class DerivedCodes(CustomerKey key) : SecretCodes
{
    /// <inheritdoc/>
    public override string Code(VerificationId verification, int number, int digits)
    {
        var digest = key.Digest("verification-code", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{verification}/{number}")));

        // Of 64 bits, so that no code of ten digits is noticeably more likely than another.
        var modulus = (ulong)Math.Pow(10, digits);
        var code = BinaryPrimitives.ReadUInt64BigEndian(digest) % modulus;
        return code.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override string CancelToken(VerificationId verification) =>
        Convert.ToHexStringLower(key.Digest("verification-cancel", Encoding.UTF8.GetBytes(verification.ToString())).AsSpan(0, 16));
}
