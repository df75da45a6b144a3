using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Reading;

/// <summary>Who may see what of a customer.</summary>
public static class CustomerReading
{
    /// <summary>
    /// True when the caller may see the field's value: the customer signed in, people at a console, or a source ranked for the field.
    /// A partner sees nothing, not even where it may fill: what the customer said himself is not the partner's to learn.
    /// </summary>
    public static bool MaySee(this Caller by, FieldName field, Customer customer, Policy policy)
    {
        if (policy.SourceOf(by.Principal) is not { Kind: not SourceKind.PartnerEnrichment } source)
        {
            return false;
        }

        return by.Subject == customer.Id || source.Kind == SourceKind.HumanConsole
            || (policy.Fields.TryGetValue(field, out var rule) && rule.RankOf(source.Name) is not null);
    }

    /// <summary>
    /// The customer as the caller may see him: the state of a version, judged by the policy and the time of an instant. Who may see what is asked of
    /// the policy in force now: a right that was lost is not regained by reading the past.
    /// </summary>
    public static CustomerView View(
        Customer customer, ImmutableArray<byte> entryHash, DateTimeOffset recordedAt, Policy policy, DateTimeOffset asOf, Caller by, Policy rights)
    {
        var facts = Facts.Of(customer, policy, asOf);
        var own = rights.SourceOf(by.Principal)?.Name;
        return new CustomerView(
            customer.Id, customer.Version, entryHash, recordedAt, policy.Reference, customer.Restricted,
            [.. customer.Keys.Where(k => k.Source == own)],
            [.. customer.Fields.OrderBy(f => f.Key.Value, StringComparer.Ordinal)
                .Select(f => View(f.Key, f.Value, customer, by.MaySee(f.Key, customer, rights), policy.Fields.GetValueOrDefault(f.Key)?.Format))],
            [.. policy.Purposes.Keys.OrderBy(p => p.Value, StringComparer.Ordinal).Select(p => View(p, customer, facts, policy))], asOf)
        {
            Signals = [.. customer.Signals.Select(s => SignalView.Of(s, customer, by, rights))],
            Gpc = customer.Gpc,
        };
    }

    private static FieldView View(FieldName name, FieldState state, Customer customer, bool visible, FieldFormat? format)
    {
        var value = visible ? state.Value : FieldValue.Blank;
        var pending = visible ? state.Find(state.Pending)?.Value ?? FieldValue.Blank : FieldValue.Blank;
        return new FieldView(
            name, visible, value, pending, state.State, state.ValueVersion, state.Current?.Source, state.Current?.ObservedAt,
            format?.AsPeopleWrite(value), format?.AsPeopleWrite(pending),
            visible && customer.Verification(name).Running is { } running
                ? new VerificationView(running.Id, running.EndsAt, running.CodeExpiresAt, running.AttemptsLeft)
                : null);
    }

    private static ConsentView View(PurposeName purpose, Customer customer, SubjectFacts facts, Policy policy)
    {
        var verdict = Permission.Of(purpose, facts, policy);
        var act = customer.Consents.GetValueOrDefault(purpose);
        var waits = verdict.Permitted
            && policy.Fields.Values.Any(r => !customer.Field(r.Name).Value.IsBlank && DoubleOptIn.IsMissing(purpose, r, customer, facts, policy));
        return new ConsentView(
            purpose, act?.Stance, act?.ObservedAt, act?.NoticeVersion, verdict.Permitted, verdict.Why,
            customer.GuardianConsents.GetValueOrDefault(purpose)?.Stance, waits);
    }
}
