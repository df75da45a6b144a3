using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Verifications;

/// <summary>How far the verification of one contact point has come.</summary>
/// <param name="Running">What is under way; null when nothing is.</param>
/// <param name="Promotion">The last change of the value by a confirmation, as long as nothing came after it; null when there was none.</param>
/// <param name="CodesSent">When the last codes were issued, oldest first, at most <see cref="RememberedCodes"/>.</param>
/// <param name="Reasked">The verified claim of which the customer was asked again already, so that it is not asked for ever.</param>
public sealed record ContactVerification(
    RunningVerification? Running, Promotion? Promotion, ImmutableArray<DateTimeOffset> CodesSent, ClaimId? Reasked)
{
    /// <summary>How many codes are remembered, and so how many may be issued for one contact point in <see cref="CodeLimits.Window"/>.</summary>
    public const int RememberedCodes = 10;

    /// <summary>Nothing was ever to be verified.</summary>
    public static readonly ContactVerification None = new(null, null, [], null);

    /// <summary>The claim whose value a running verification is to confirm: what waits, or else what is current.</summary>
    internal static Claim? Subject(FieldState field) => field.Find(field.Pending) ?? field.Current;
}

/// <summary>A verification under way.</summary>
/// <param name="Id">Its name.</param>
/// <param name="EndsAt">The last instant at which it can still be confirmed.</param>
/// <param name="Codes">How many codes were issued; only the last one counts.</param>
/// <param name="CodeExpiresAt">The last instant at which that code counts; null when none was issued yet.</param>
/// <param name="AttemptsLeft">How many wrong codes more that code survives.</param>
public sealed record RunningVerification(VerificationId Id, DateTimeOffset EndsAt, int Codes, DateTimeOffset? CodeExpiresAt, int AttemptsLeft);

/// <summary>A confirmed change of a contact point, which whoever reads the previous one may undo for a while.</summary>
/// <param name="Id">The verification that confirmed it.</param>
/// <param name="Previous">What was current before.</param>
/// <param name="Promoted">The claim that was confirmed, and its confirmed twin.</param>
/// <param name="UndoUntil">The last instant at which it can be undone.</param>
public sealed record Promotion(VerificationId Id, Claim Previous, ImmutableArray<ClaimId> Promoted, DateTimeOffset UndoUntil);
