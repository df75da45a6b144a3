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
            if (!policy.Fields.TryGetValue(name, out var rule) || rule.Verification is null || !(now > verification.Running?.EndsAt))
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

    /// <summary>The next instant at which <see cref="OfTime"/> or <see cref="With"/> may have something to say of this contact point.</summary>
    public static IEnumerable<DateTimeOffset> Instants(FieldState field, ContactVerification verification, VerificationRule rule)
    {
        if (verification.Running is { } running)
        {
            yield return running.EndsAt;
        }
        else if (ToAskAgain(field, verification) is { } current && rule.ReverifyAfter < DateTimeOffset.MaxValue - current.ObservedAt - Domain.Instants.Step)
        {
            yield return current.ObservedAt + rule.ReverifyAfter;
        }
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
        _ => false,
    };

    private static IEnumerable<CustomerEvent> Of(
        FieldRule rule, Customer before, Customer after, ImmutableArray<CustomerEvent> events, Policy policy, DateTimeOffset now)
    {
        var (how, name) = (rule.Verification!, rule.Name);
        var (was, field, running) = (before.Field(name), after.Field(name), after.Verification(name).Running);
        var mayIssue = CodeLimits.Allow(after.Verification(name), now);
        if (field.Find(field.Pending) is { } pending)
        {
            if (running is not null && ContactVerification.Subject(was)?.Value == pending.Value)
            {
                yield break;
            }

            if (running is not null)
            {
                yield return new VerificationEnded(name, VerificationEnd.Superseded);
            }

            // A code goes to what was said just now. What waits again because something else fell away must be asked for.
            yield return Codes.Begin(name, how, null, now);
            if (pending.Id.Version > before.Version && mayIssue)
            {
                yield return Codes.Next(name, how, 0, now);
            }
        }
        else if (running is not null && (was.Pending is not null || was.Value != field.Value))
        {
            yield return new VerificationEnded(name, was.Pending is not null ? VerificationEnd.Dropped : VerificationEnd.Superseded);
        }
        else if (running is null && field.Current is { Value.IsBlank: false } current && mayIssue && IsToBeConfirmed(current))
        {
            foreach (var started in Codes.Start(name, how, current.Id, now))
            {
                yield return started;
            }
        }

        bool IsToBeConfirmed(Claim current) =>
            (ToAskAgain(field, after.Verification(name)) == current && now - current.ObservedAt > how.ReverifyAfter)
            || events.OfType<ConsentGranted>().Any(e => e.Stands && DoubleOptIn.WaitingAt(name, after, policy).Contains(e.Purpose));
    }

    private static Claim? ToAskAgain(FieldState field, ContactVerification verification) =>
        field is { Current: { Verified: true, Value.IsBlank: false } current, Pending: null } && verification.Reasked != current.Id ? current : null;
}
