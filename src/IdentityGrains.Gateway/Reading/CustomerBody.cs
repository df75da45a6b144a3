using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Signals;
using IdentityGrains.Gateway.Verifications;

namespace IdentityGrains.Gateway.Reading;

/// <summary>A customer as the caller may see him.</summary>
internal sealed record CustomerBody(
    string Customer,
    [property: Description("As of which version; also the ETag.")] long Version,
    [property: Description("The hash of that version's entry, in hexadecimal.")] string EntryHash,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset RecordedAt,
    [property: Description("The instant of the answer: asked for with at, it is the same answer for ever."), JsonConverter(typeof(InstantConverter))]
    DateTimeOffset AsOf,
    [property: Description("The policy in force at that instant, id@version.")] string Policy,
    [property: Description("True while processing is restricted.")] bool Restricted,
    [property: Description("The caller's own keys of the customer.")] IReadOnlyList<KeyBody> Keys,
    IReadOnlyList<FieldBody> Fields, IReadOnlyList<ConsentStateBody> Consents,
    [property: Description("The latest privacy signal of each kind.")] IReadOnlyList<SignalStateBody> Signals,
    [property: Description("True while a Global Privacy Control opt-out is in force.")] bool Gpc)
{
    public static CustomerBody Of(CustomerView view) => new(
        view.Customer.ToString(), view.Version, Hex.Of(view.EntryHash), view.RecordedAt, view.AsOf, view.Policy, view.Restricted,
        [.. view.Keys.Select(k => new KeyBody { Source = k.Source.Value, Key = k.Key })],
        [.. view.Fields.Select(FieldBody.Of)], [.. view.Consents.Select(ConsentStateBody.Of)],
        [.. view.Signals.Select(SignalStateBody.Of)], view.Gpc);
}

/// <summary>One field as the caller may see it.</summary>
internal sealed record FieldBody(
    string Field,
    [property: Description("False when the caller may know that the field exists, not what it says.")] bool Visible,
    [property: Description("What it says; null when not visible or when there is no value.")] FieldValue Value,
    [property: Description("What waits for verification; null when not visible or when nothing waits.")] FieldValue Pending,
    [property: Description("How far it is verified."), JsonConverter(typeof(WordConverter<VerificationState>))] VerificationState State,
    [property: Description("The version at which the value last changed.")] long ValueVersion,
    [property: Description("Whose claim it is.")] string? Source,
    [property: Description("When that source saw it."), JsonConverter(typeof(InstantConverter))] DateTimeOffset? ObservedAt,
    [property: Description("An address whose domain is internationalised, in its own script; null for any other value. Never show it without value.")]
    FieldValue? Written,
    [property: Description("The same of pending.")] FieldValue? PendingWritten,
    [property: Description("The verification under way; null when there is none or the value is not visible.")] VerificationStateBody? Verification)
{
    public static FieldBody Of(FieldView view) => new(
        view.Field.Value, view.Visible, view.Value, view.Pending, view.State, view.ValueVersion, view.Source?.Value, view.ObservedAt,
        view.Written, view.PendingWritten, VerificationStateBody.Of(view.Verification));
}

/// <summary>A purpose, what the customer said of it, and whether it is permitted at the instant of the answer.</summary>
internal sealed record ConsentStateBody(
    string Purpose,
    [property: Description("What the customer said; null when nothing."), JsonConverter(typeof(WordConverter<Stance>))] Stance? Stance,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset? ObservedAt,
    string? NoticeVersion,
    [property: Description("Whether data may be used for it at the instant of the answer.")] bool Permitted,
    [property: Description("Why it may not; null when it may."), JsonConverter(typeof(WordConverter<NotPermitted>))] NotPermitted? Why,
    [property: Description("What the guardian said; null when nothing."), JsonConverter(typeof(WordConverter<Stance>))] Stance? Guardian,
    [property: Description("True while a contact point may not be told for it, because the grant was not confirmed there.")] bool AwaitsOptIn)
{
    public static ConsentStateBody Of(ConsentView view) =>
        new(view.Purpose.Value, view.Stance, view.ObservedAt, view.NoticeVersion, view.Permitted, view.Why, view.Guardian, view.AwaitsOptIn);
}
