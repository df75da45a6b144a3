using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Verifications;

/// <summary>How a verification begins and codes are issued, as the policy says.</summary>
internal static class Codes
{
    /// <summary>A verification with its first code.</summary>
    /// <param name="field">Of which contact point.</param>
    /// <param name="rule">How it is verified.</param>
    /// <param name="again">The verified claim whose time has come to be verified again; null for any other reason.</param>
    /// <param name="now">The store's time.</param>
    public static CustomerEvent[] Start(FieldName field, VerificationRule rule, ClaimId? again, DateTimeOffset now) =>
        [Begin(field, rule, again, now), Next(field, rule, 0, now)];

    /// <summary>A verification without a code: one can be asked for.</summary>
    public static VerificationStarted Begin(FieldName field, VerificationRule rule, ClaimId? again, DateTimeOffset now) =>
        new(field, now + rule.PendingTtl, again);

    /// <summary>One more code.</summary>
    public static CodeIssued Next(FieldName field, VerificationRule rule, int issued, DateTimeOffset now) =>
        new(field, issued + 1, now, now + rule.CodeTtl, rule.MaxAttempts);
}
