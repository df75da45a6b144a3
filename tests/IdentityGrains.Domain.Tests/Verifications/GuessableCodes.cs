using System.Globalization;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Tests.Verifications;

/// <summary>Codes that a test can name: the verification's version, and which code of it.</summary>
internal sealed class GuessableCodes : SecretCodes
{
    public static readonly GuessableCodes Instance = new();

    public override string Code(VerificationId verification, int number, int digits) =>
        (verification.Version * 100 + number).ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public override string CancelToken(VerificationId verification) => "stop " + verification;
}
