namespace IdentityGrains.Domain.Verifications;

/// <summary>How often codes go out to one contact point, whoever asks: nobody may flood it, and guessing must stay hopeless.</summary>
public static class CodeLimits
{
    /// <summary>At most <see cref="ContactVerification.RememberedCodes"/> codes in this time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>Between one code and the next that is asked for.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>True when one more code may be issued at this instant.</summary>
    internal static bool Allow(ContactVerification verification, DateTimeOffset now) =>
        verification.CodesSent.Length < ContactVerification.RememberedCodes || verification.CodesSent[0] <= now - Window;

    /// <summary>When one more may be issued at the earliest; null when one may be already, whatever the time.</summary>
    internal static DateTimeOffset? NextAfter(ContactVerification verification) =>
        verification.CodesSent.Length < ContactVerification.RememberedCodes ? null : verification.CodesSent[0] + Window;

    /// <summary>True when the customer may ask for one more code: not at once, and not to get rid of a lock.</summary>
    internal static bool AllowAsked(ContactVerification verification, DateTimeOffset now) =>
        Allow(verification, now)
        && (verification.CodesSent.IsEmpty || verification.CodesSent[^1] <= now - Pause)
        && !(verification.Running is { AttemptsLeft: 0, CodeExpiresAt: { } locked } && now <= locked);
}
