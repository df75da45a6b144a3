using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Verifications;

/// <summary>
/// A contact point is the customer's once he brought the code that went there. Nothing else raises it; a platform can only lower it.
/// </summary>
internal static class VerificationLaw
{
    public static Decision Decide(Asked asked, RequestCode command)
    {
        if (WhyNot(asked, command.Field, out var rule) is { } refusal)
        {
            return refusal;
        }

        var (field, verification) = (asked.Customer.Field(command.Field), asked.Customer.Verification(command.Field));
        if (verification.Running is null && !NeedsConfirmation(asked, command.Field, field))
        {
            return Decision.Refuse(Refusal.NothingToVerify, new Fault(command.Field.Value, "nothing-to-verify"));
        }

        if (!CodeLimits.AllowAsked(verification, asked.Now))
        {
            return Decision.Refuse(Refusal.TooManyCodes);
        }

        return verification.Running is { } running
            ? Decision.Accept(Codes.Next(command.Field, rule, running.Codes, asked.Now))
            : Decision.Accept([.. Codes.Start(command.Field, rule, null, asked.Now)]);
    }

    public static Decision Decide(Asked asked, ConfirmCode command)
    {
        if (WhyNot(asked, command.Field, out var rule) is { } refusal)
        {
            return refusal;
        }

        var running = asked.Customer.Verification(command.Field).Running;
        if (command.Verification is { } meant && meant != running?.Id)
        {
            return Decision.Refuse(Refusal.VerificationOver);
        }

        // One answer for whatever is wrong: which of them it is would help only who guesses.
        if (running is not { CodeExpiresAt: { } expires, AttemptsLeft: > 0 } || asked.Now > expires || asked.Now > running.EndsAt)
        {
            return Decision.Refuse(Refusal.CodeInvalid);
        }

        return asked.Background.Codes.IsCode(command.Code, running.Id, running.Codes, rule.CodeDigits)
            ? Confirmation.Of(asked, command)
            : Decision.Accept(new CodeRejected(command.Field, asked.Source.Name));
    }

    public static Decision Decide(Asked asked, CancelVerification command)
    {
        if (WhyNot(asked, command.Field, out _) is { } refusal)
        {
            return refusal;
        }

        var (field, verification) = (asked.Customer.Field(command.Field), asked.Customer.Verification(command.Field));
        if (verification.Running is { } running && field.Find(field.Pending) is { } pending && MayStop(asked, command, running.Id))
        {
            return Decision.Accept(
                Retractions.Of(asked, command.Field, RetractionGround.Revoked, UnverifiedSaying(field, pending.Value), []),
                new VerificationEnded(command.Field, VerificationEnd.Revoked));
        }

        if (verification.Promotion is { } promotion && asked.Now <= promotion.UndoUntil && MayStop(asked, command, promotion.Id)
            && Undoing.Of(asked, command.Field, promotion) is { } undone)
        {
            return undone;
        }

        return Decision.Refuse(Refusal.CodeInvalid);
    }

    public static Decision Decide(Asked asked, DoubtContact command)
    {
        if (!asked.Policy.Fields.TryGetValue(command.Field, out var rule) || rule.Verification is null)
        {
            return Unknown(command.Field);
        }

        // Whoever may not say what the address is may not ask whether it is this one either.
        if (rule.RankOf(asked.Source.Name) is null)
        {
            return Decision.Refuse(Refusal.FieldAuthorityDenied, new Fault(command.Field.Value, "field-authority-denied"));
        }

        if (asked.Proof < ProofLevel.ServiceAuthenticated)
        {
            return Decision.Refuse(Refusal.InsufficientProof);
        }

        if (rule.Format.Read(command.Value, out var fault) is not { } value)
        {
            return Decision.Refuse(Refusal.InvalidValue, new Fault(command.Field.Value, fault));
        }

        var field = asked.Customer.Field(command.Field);
        if (field.Current is not { } current)
        {
            return Decision.Unchanged.Instance;
        }

        var stands = field.State == VerificationState.Verified && current.Value == value && command.ObservedAt > current.ObservedAt;
        return Decision.Accept(new ContactDoubted(command.Field, current.Id, asked.Source.Name, command.ObservedAt, asked.Proof, stands));
    }

    private static Decision? WhyNot(Asked asked, FieldName field, out VerificationRule rule)
    {
        rule = asked.Policy.Fields.GetValueOrDefault(field)?.Verification!;
        if (rule is null)
        {
            return Unknown(field);
        }

        return asked.Source.Kind is SourceKind.FirstPartyChannel or SourceKind.HumanConsole ? null : Decision.Refuse(Refusal.NotAuthoritative);
    }

    private static Decision Unknown(FieldName field) => Decision.Refuse(Refusal.UnknownField, new Fault(field.Value, "unknown-field"));

    private static bool NeedsConfirmation(Asked asked, FieldName name, FieldState field) =>
        field.Pending is not null
        || (field.Current is { Value.IsBlank: false }
            && (field.State != VerificationState.Verified || DoubleOptIn.WaitingAt(name, asked.Customer, asked.Policy).Any()));

    // The token went to the previous contact point; a customer who is signed in needs none.
    private static bool MayStop(Asked asked, CancelVerification command, VerificationId id) => command.Token is { } token
        ? asked.Background.Codes.IsCancelToken(token, id)
        : asked.Proof >= ProofLevel.SubjectAuthenticated;

    // Every source that says the same waits for the same: the next one would else take the place of the one that was stopped.
    private static ImmutableArray<ClaimId> UnverifiedSaying(FieldState field, FieldValue value) =>
        [.. field.Live.Where(j => !j.Claim.Verified && j.Claim.Value == value).Select(j => j.Claim.Id)];
}
