using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;

namespace IdentityGrains.Domain.Rollback;

/// <summary>What a rollback would do if it were asked now. Nothing of it is recorded.</summary>
/// <param name="Version">The customer's version on which it was decided.</param>
/// <param name="Fields">Every field that it concerns, in ordinal order.</param>
/// <param name="Withdrawn">Purposes of which a grant would be withdrawn.</param>
/// <param name="Lost">Purposes that are permitted now and would not be afterwards, for whatever reason.</param>
[GenerateSerializer, Immutable, Alias("rollback-preview")]
public sealed record RollbackPreview(
    [property: Id(0)] long Version, [property: Id(1)] ImmutableArray<FieldPreview> Fields, [property: Id(2)] ImmutableArray<PurposeName> Withdrawn,
    [property: Id(3)] ImmutableArray<PurposeName> Lost)
{
    /// <summary>Asks the law on a durable state, as the rollback itself would.</summary>
    public static PreviewAnswer Of(Customer customer, RollBack command, Caller by, Policy policy, DateTimeOffset now, Background background) =>
        Law.Decide(customer, command, by, policy, now, background) switch
        {
            Decision.Refused refused => new PreviewAnswer.Refused(refused.Why, refused.Faults),
            Decision.Accepted accepted => new PreviewAnswer.Told(Of(customer, command, accepted.Events, by, policy, now, background)),
            _ => new PreviewAnswer.Told(Of(customer, command, [], by, policy, now, background)),
        };

    private static RollbackPreview Of(
        Customer customer, RollBack command, ImmutableArray<CustomerEvent> events, Caller by, Policy policy, DateTimeOffset now, Background background)
    {
        var after = customer.Apply(events);
        var concerned = (FieldRollback.Of(customer, command.Scope, background.Past, policy) ?? [])
            .Where(f => f.DoesSomething || f.Replaced > 0).ToDictionary(f => f.Field);
        var (was, isThen) = (Facts.Of(customer, policy, now), Facts.Of(after, policy, now));
        return new RollbackPreview(
            customer.Version,
            [
                .. concerned.Keys.Union(events.OfType<FieldReevaluated>().Select(e => e.Field)).OrderBy(f => f.Value, StringComparer.Ordinal)
                    .Select(f => FieldPreview.Of(f, customer.Field(f), after.Field(f), concerned.GetValueOrDefault(f), by.MaySee(f, customer, policy))),
            ],
            [.. events.Select(Withdraws).OfType<PurposeName>().Distinct().OrderBy(p => p.Value, StringComparer.Ordinal)],
            [
                .. policy.Purposes.Keys.OrderBy(p => p.Value, StringComparer.Ordinal)
                    .Where(p => Permission.Of(p, was, policy).Permitted && !(!isThen.Restricted && Permission.Of(p, isThen, policy).Permitted)),
            ]);
    }

    private static PurposeName? Withdraws(CustomerEvent happened) => happened switch
    {
        ConsentWithdrawn e => e.Purpose,
        GuardianConsentWithdrawn e => e.Purpose,
        _ => null,
    };
}

/// <summary>What a rollback would do to one field.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Visible">Whether the caller may see its values.</param>
/// <param name="ValueChanges">True when the current value would be another one.</param>
/// <param name="Before">What it says; blank when not visible or when there is nothing.</param>
/// <param name="After">What it would say; blank when not visible or when there would be nothing.</param>
/// <param name="SourceBefore">Whose claim is current; null when none is.</param>
/// <param name="SourceAfter">Whose claim would be; null when none would.</param>
/// <param name="Stopped">How many claims would count no more.</param>
/// <param name="Returned">How many earlier ones would count again.</param>
/// <param name="Replaced">How many stay out, because a later claim of the same source and key took their place.</param>
[GenerateSerializer, Immutable, Alias("field-preview")]
public sealed record FieldPreview(
    [property: Id(0)] FieldName Field, [property: Id(1)] bool Visible, [property: Id(2)] bool ValueChanges, [property: Id(3)] FieldValue Before,
    [property: Id(4)] FieldValue After, [property: Id(5)] SourceName? SourceBefore, [property: Id(6)] SourceName? SourceAfter,
    [property: Id(7)] int Stopped, [property: Id(8)] int Returned, [property: Id(9)] int Replaced)
{
    internal static FieldPreview Of(FieldName field, FieldState before, FieldState after, FieldRollback? rollback, bool visible) => new(
        field, visible, after.ValueVersion != before.ValueVersion, visible ? before.Value : FieldValue.Blank, visible ? after.Value : FieldValue.Blank,
        before.Current?.Source, after.Current?.Source, rollback?.Stopped.Length ?? 0, rollback?.Returned.Length ?? 0, rollback?.Replaced ?? 0);

    /// <summary>Names the field, never what it says.</summary>
    public override string ToString() => Field.Value;
}

/// <summary>What a rollback would do, or why it would be refused.</summary>
[GenerateSerializer, Immutable, Alias("preview-answer")]
public abstract record PreviewAnswer
{
    private PreviewAnswer()
    {
    }

    /// <summary>What it would do.</summary>
    [GenerateSerializer, Immutable, Alias("preview-answer.told")]
    public sealed record Told([property: Id(0)] RollbackPreview Preview) : PreviewAnswer;

    /// <summary>The law would say no.</summary>
    /// <param name="Why">The first refusal in order of precedence.</param>
    /// <param name="Faults">Every place that breaks that rule.</param>
    [GenerateSerializer, Immutable, Alias("preview-answer.refused")]
    public sealed record Refused([property: Id(0)] Refusal Why, [property: Id(1)] ImmutableArray<Fault> Faults) : PreviewAnswer;
}
