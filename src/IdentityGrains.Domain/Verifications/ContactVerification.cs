using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Verifications;

/// <summary>How far the verification of one contact point has come.</summary>
/// <param name="Running">What is under way; null when nothing is.</param>
/// <param name="Promotion">The last change of the value by a confirmation; null when there was none, or when it was undone.</param>
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

    /// <summary>
    /// The contact point that hears of a change and to which it is undone: the current one, and where there is none the one that was confirmed last. Else
    /// clearing it first would be a way to take it over unheard.
    /// </summary>
    internal static Claim? LastConfirmed(FieldState field) =>
        field.Current is { Verified: true, Value.IsBlank: false } current ? current
        : field.Value.IsBlank ? field.Live.Select(j => j.Claim).Where(c => c is { Verified: true, Value.IsBlank: false })
            .Aggregate(default(Claim), static (last, claim) => last?.IsLaterThan(claim) == true ? last : claim)
        : null;
}

/// <summary>A verification under way.</summary>
/// <param name="Id">Its name.</param>
/// <param name="EndsAt">The last instant at which it can still be confirmed.</param>
/// <param name="Codes">How many codes were issued; only the last one counts.</param>
/// <param name="CodeExpiresAt">The last instant at which that code counts; null when none was issued yet.</param>
/// <param name="AttemptsLeft">How many wrong codes more that code survives.</param>
public sealed record RunningVerification(VerificationId Id, DateTimeOffset EndsAt, int Codes, DateTimeOffset? CodeExpiresAt, int AttemptsLeft);
