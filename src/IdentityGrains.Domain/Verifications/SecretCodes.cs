using System.Security.Cryptography;
using System.Text;

namespace IdentityGrains.Domain.Verifications;

/// <summary>
/// Codes and tokens that are derived from the customer's key and never stored. The same arguments give the same text, so a message that is sent again says
/// the same.
/// </summary>
public abstract class SecretCodes
{
    /// <summary>For a decision that needs none: no text ever matches.</summary>
    public static readonly SecretCodes None = new NoCodes();

    /// <summary>The code of a verification.</summary>
    /// <param name="verification">Which verification.</param>
    /// <param name="number">Which code of it, from 1.</param>
    /// <param name="digits">How many decimal digits.</param>
    public abstract string Code(VerificationId verification, int number, int digits);

    /// <summary>The token that stops or undoes the change which a verification is about.</summary>
    public abstract string CancelToken(VerificationId verification);

    internal bool IsCode(string text, VerificationId verification, int number, int digits) => Same(text, Code(verification, number, digits));

    internal bool IsCancelToken(string text, VerificationId verification) => Same(text, CancelToken(verification));

    // In fixed time: how far a guess was right must not show in how long the answer took.
    private static bool Same(string text, string secret) =>
        secret.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(secret));

    private sealed class NoCodes : SecretCodes
    {
        public override string Code(VerificationId verification, int number, int digits) => string.Empty;

        public override string CancelToken(VerificationId verification) => string.Empty;
    }
}
