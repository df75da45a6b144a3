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
    public static bool MaySee(this Caller by, FieldName field, Customer customer, Policy policy) =>
        MaySee(policy.SourceOf(by.Principal), by.Subject == customer.Id, field, policy);

    /// <summary>
    /// The customer as the caller may see him: the state of a version, judged by the policy and the time of an instant. Who may see what is asked of
    /// the policy in force now: a right that was lost is not regained by reading the past.
    /// </summary>
    public static CustomerView View(
        Customer customer, ImmutableArray<byte> entryHash, DateTimeOffset recordedAt, Policy policy, DateTimeOffset asOf, Caller by, Policy rights)
    {
        var source = rights.SourceOf(by.Principal);
        return new CustomerView(
            customer.Id, customer.Version, entryHash, recordedAt, policy.Reference, customer.Restricted,
            customer.Keys.RemoveAll(k => k.Source != source?.Name),
            Fields(customer, policy, source, by.Subject == customer.Id, rights), Consents(customer, policy, asOf), asOf)
        {
            Signals = [.. customer.Signals.Select(s => SignalView.Of(s, customer, by, rights))],
            Gpc = customer.Gpc,
        };
    }

    private static bool MaySee(Source? source, bool himself, FieldName field, Policy policy) =>
        source is { Kind: not SourceKind.PartnerEnrichment }
        && (himself || source.Kind == SourceKind.HumanConsole
            || (policy.Fields.TryGetValue(field, out var rule) && rule.RankOf(source.Name) is not null));

    private static ImmutableArray<FieldView> Fields(Customer customer, Policy policy, Source? reader, bool himself, Policy rights)
    {
        var fields = ImmutableArray.CreateBuilder<FieldView>(customer.Fields.Count);
        foreach (var (name, state) in customer.Fields)
        {
            fields.Add(View(
                name, state, customer, MaySee(reader, himself, name, rights), state.HasHeard(reader?.Name), policy.Fields.GetValueOrDefault(name)?.Format));
        }

        return fields.MoveToImmutable();
    }

    private static bool HasHeard(this FieldState state, SourceName? source)
    {
        foreach (var judged in state.Live)
        {
            if (judged.Claim.Source == source)
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<ConsentView> Consents(Customer customer, Policy policy, DateTimeOffset asOf)
    {
        var facts = Facts.OfPerson(customer, policy, asOf);
        var purposes = policy.Index.Purposes;
        var consents = ImmutableArray.CreateBuilder<ConsentView>(purposes.Length);
        foreach (var purpose in purposes)
        {
            consents.Add(View(purpose, customer, facts, policy));
        }

        return consents.MoveToImmutable();
    }

    private static FieldView View(FieldName name, FieldState state, Customer customer, bool visible, bool claimed, FieldFormat? format)
    {
        var current = state.Current;
        var value = visible && current is not null ? current.Value : FieldValue.Blank;
        var pending = visible && state.Pending is { } waits ? state.Find(waits)?.Value ?? FieldValue.Blank : FieldValue.Blank;
        return new FieldView(
            name, visible, value, pending, state.State, state.ValueVersion, current?.Source, current?.ObservedAt,
            format?.AsPeopleWrite(value), format?.AsPeopleWrite(pending),
            visible && customer.Verification(name).Running is { } running
                ? new VerificationView(running.Id, running.EndsAt, running.CodeExpiresAt, running.AttemptsLeft)
                : null,
            claimed);
    }

    private static ConsentView View(PurposeName purpose, Customer customer, SubjectFacts facts, Policy policy)
    {
        var verdict = Permission.Of(purpose, facts, policy);
        var act = customer.Consents.GetValueOrDefault(purpose);
        var waits = verdict.Permitted
            && policy.Index.Verified.Any(r => !customer.Field(r.Name).Value.IsBlank && DoubleOptIn.IsMissing(purpose, r, customer, facts, policy));
        return new ConsentView(
            purpose, act?.Stance, act?.ObservedAt, act?.NoticeVersion, verdict.Permitted, verdict.Why,
            customer.GuardianConsents.GetValueOrDefault(purpose)?.Stance, waits);
    }
}
