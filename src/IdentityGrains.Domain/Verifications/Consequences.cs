using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Verifications;

/// <summary>
/// What an entry means for verifications, whatever caused it: a value that waits is to be verified, one that waits no more is not, and time ends what nobody
/// confirmed. An unrelated change touches none of them.
/// </summary>
internal static class Consequences
{
    /// <summary>The entry with what follows from it.</summary>
    public static ImmutableArray<CustomerEvent> With(this ImmutableArray<CustomerEvent> events, Customer before, Policy policy, DateTimeOffset now) =>
        events.Any(e => ConcernsVerification(e, policy)) ? events.AddRange(All(events, before, policy, now)) : events;

    /// <summary>As <see cref="With"/>, also where nothing happened but that time passed or the policy is another one.</summary>
    public static ImmutableArray<CustomerEvent> WithAll(this ImmutableArray<CustomerEvent> events, Customer before, Policy policy, DateTimeOffset now) =>
        events.AddRange(All(events, before, policy, now));

    /// <summary>What time alone ends or begins.</summary>
    public static ImmutableArray<CustomerEvent> OfTime(Customer customer, Policy policy, DateTimeOffset now)
    {
        var events = ImmutableArray.CreateBuilder<CustomerEvent>();
        foreach (var (name, verification) in customer.Verifications.OrderBy(v => v.Key.Value, StringComparer.Ordinal))
        {
            if (verification.Running is not { } running)
            {
                continue;
            }

            if (policy.Fields.GetValueOrDefault(name)?.Verification is null)
            {
                // Values come and go unverified from now on; the code that went to one must not confirm another should the policy ask for codes again.
                events.Add(new VerificationEnded(name, VerificationEnd.Dropped));
                continue;
            }

            if (now <= running.EndsAt)
            {
                continue;
            }

            var field = customer.Field(name);
            if (field.Find(field.Pending) is { } pending)
            {
                // Only what waited ends: what another source says of it may wait in its turn, but no code is sent unasked.
                ImmutableArray<ClaimId> late = [.. field.Live.Where(j => !j.Claim.Verified && j.Claim.Value == pending.Value).Select(j => j.Claim.Id)];
                events.Add(Retractions.Of(customer, name, RetractionGround.NotConfirmed, null, late, [], policy, now));
            }

            events.Add(new VerificationEnded(name, VerificationEnd.Expired));
        }

        return events.DrainToImmutable();
    }

    private static IEnumerable<CustomerEvent> All(ImmutableArray<CustomerEvent> events, Customer before, Policy policy, DateTimeOffset now)
    {
        var after = events.IsEmpty ? before : before.Apply(events);
        return policy.Fields.Values
            .Where(r => r.Verification is not null)
            .OrderBy(r => r.Name.Value, StringComparer.Ordinal)
            .SelectMany(r => Of(r, before, after, events, policy, now));
    }

    private static bool ConcernsVerification(CustomerEvent happened, Policy policy) => happened switch
    {
        FieldAsserted e => policy.Fields[e.Field].Verification is not null,
        FieldReevaluated or ClaimsRetracted or ContactConfirmed or VerificationEnded => true,
        ConsentGranted e => e.Stands && policy.Purposes[e.Purpose].DoubleOptIn,
        GuardianConsentGranted e => e.Stands && policy.Purposes[e.Purpose].DoubleOptIn,
        _ => false,
    };

    private static ImmutableArray<CustomerEvent> Of(
        FieldRule rule, Customer before, Customer after, ImmutableArray<CustomerEvent> events, Policy policy, DateTimeOffset now)
    {
        var (how, name) = (rule.Verification!, rule.Name);
        var (was, field, verification) = (before.Field(name), after.Field(name), after.Verification(name));
        var mayIssue = CodeLimits.Allow(verification, now);
        if (field.Find(field.Pending) is { } pending)
        {
            if (verification.Running is not null && ContactVerification.Subject(was)?.Value == pending.Value && !IsAnother(was, field))
            {
                return [];
            }

            // A code goes to what was said just now. What waits again because something else fell away must be asked for.
            ImmutableArray<CustomerEvent> begun = events.Any(e => e is FieldAsserted said && said.Claim.Id == pending.Id) && mayIssue
                ? [.. Codes.Start(name, how, null, now)]
                : [Codes.Begin(name, how, null, now)];
            return verification.Running is null ? begun : [new VerificationEnded(name, VerificationEnd.Superseded), .. begun];
        }

        if (verification.Running is not null && was.Pending is null && was.Value == field.Value)
        {
            return [];
        }

        // What is over leaves room at once for what was to begin meanwhile.
        ImmutableArray<CustomerEvent> over = verification.Running is null ? []
            : [new VerificationEnded(name, was.Pending is not null ? VerificationEnd.Dropped : VerificationEnd.Superseded)];
        return mayIssue ? [.. over, .. AskingAgain.Now(name, how, events, after, policy, now)] : over;
    }

    // The contact point that would be replaced is another one than the one that heard of it: only the first code of a verification sends the notice.
    private static bool IsAnother(FieldState was, FieldState field) =>
        ContactVerification.LastConfirmed(field) is { } last && last.Value != ContactVerification.LastConfirmed(was)?.Value;
}
