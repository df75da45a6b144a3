using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Reading;

/// <summary>A stretch of a customer's record. It names what changed and holds no value.</summary>
internal sealed record JournalBody(
    [property: Description("Consecutive entries, oldest first.")] IReadOnlyList<JournalLineBody> Entries,
    [property: Description("The version of the last entry there is.")] long Head)
{
    public static JournalBody Of(JournalPage page) => new([.. page.Entries.Select(JournalLineBody.Of)], page.Head);
}

/// <summary>One entry of the record.</summary>
internal sealed record JournalLineBody(
    long Version, [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset RecordedAt,
    [property: Description("Who did it.")] string Principal,
    [property: Description("For whom, when somebody was signed in.")] string? OnBehalfOf,
    [property: Description("The policy that decided, id@version.")] string Policy, long Epoch,
    [property: Description("The entry's hash, in hexadecimal.")] string Hash,
    [property: Description("The hash of the entry before; zeros for the first.")] string PreviousHash,
    IReadOnlyList<JournalChangeBody> Changes)
{
    public static JournalLineBody Of(JournalLine line) => new(
        line.Version, line.RecordedAt, line.Principal.Value, line.OnBehalfOf, line.Policy, line.Epoch, Hex.Of(line.Hash), Hex.Of(line.PreviousHash),
        [.. line.Changes.Select(JournalChangeBody.Of)]);
}

/// <summary>One thing that happened in an entry.</summary>
internal sealed record JournalChangeBody(
    [property: Description("The event's name, for example field-asserted.1.")] string Event,
    [property: Description("The field, purpose or source that it concerns.")] string? Concerns,
    [property: Description("The source that spoke.")] string? Source,
    [property: Description("When the source saw it."), JsonConverter(typeof(InstantConverter))] DateTimeOffset? ObservedAt,
    [property: Description("How far the origin was established."), JsonConverter(typeof(WordConverter<ProofLevel>))] ProofLevel? Proof,
    [property: Description("What became of the claim."), JsonConverter(typeof(WordConverter<Outcome>))] Outcome? Outcome,
    [property: Description("True when the field's value is another one since.")] bool ValueChanged)
{
    public static JournalChangeBody Of(JournalChange change) => new(
        change.Event, change.Concerns, change.Source?.Value, change.ObservedAt, change.Proof, change.Outcome, change.ValueChanged);
}
