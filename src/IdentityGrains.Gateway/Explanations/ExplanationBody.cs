using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Explanations;

/// <summary>Why a field is what it is, and who may know it.</summary>
internal sealed record ExplanationBody(
    string Customer, long Version, string Field,
    [property: Description("The instant of the answer: asked for with at, it is the same answer for ever."), JsonConverter(typeof(InstantConverter))]
    DateTimeOffset AsOf,
    [property: Description("The policy under which it is explained, id@version.")] string Policy,
    FieldValue Value,
    [property: Description("The version at which the value last changed.")] long ValueVersion,
    [property: Description("How far it is verified."), JsonConverter(typeof(WordConverter<VerificationState>))] VerificationState State,
    [property: Description("The rule that decides, in the words of the policy.")] RuleBody? Rule,
    [property: Description("The claim whose value is current.")] ClaimBody? Winner,
    [property: Description("Every other claim that can still matter, in the order of the record.")] IReadOnlyList<ClaimBody> Others,
    [property: Description("Who may know the value.")] IReadOnlyList<ReleaseBody> Platforms)
{
    public static ExplanationBody Of(Explanation told) => new(
        told.Customer.ToString(), told.Version, told.Field.Value, told.AsOf, told.Policy, told.Value, told.ValueVersion, told.State,
        told.Rule is null ? null : RuleBody.Of(told.Rule), told.Winner is null ? null : ClaimBody.Of(told.Winner),
        [.. told.Others.Select(ClaimBody.Of)], [.. told.Platforms.Select(ReleaseBody.Of)]);
}

/// <summary>One claim, what became of it and why. Without the native key: that is the claiming source's alone.</summary>
internal sealed record ClaimBody(
    [property: Description("Version and place of the entry that recorded it.")] string Claim,
    string Source,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset ObservedAt,
    [property: Description("How far the origin was established."), JsonConverter(typeof(WordConverter<ProofLevel>))] ProofLevel Proof,
    IReadOnlyList<EvidenceBody> Evidence, FieldValue Value,
    [property: Description("True once the contact point was confirmed.")] bool Verified,
    [property: Description("The customer that it was asserted of.")] string Origin,
    [property: Description("The source's rank for the field, 1 is best; null when it has none.")] int? Rank,
    [property: JsonConverter(typeof(WordConverter<Outcome>))] Outcome Outcome,
    [property: Description("The outcome in one sentence.")] string Reason,
    [property: Description("The first single change with which it would win; null for the winner.")] ChangeBody? Change)
{
    public static ClaimBody Of(ExplainedClaim claim) => new(
        claim.Id.ToString(), claim.Source.Value, claim.ObservedAt, claim.Proof,
        [.. claim.Evidence.Select(e => new EvidenceBody { Kind = e.Kind, Reference = e.Reference })],
        claim.Value, claim.Verified, claim.Origin.ToString(), claim.Rank, claim.Outcome, claim.Reason,
        claim.Change is null ? null : ChangeBody.Of(claim.Change));
}

/// <summary>The first single change with which a claim would win, when the field's claims are resolved again.</summary>
internal sealed record ChangeBody(
    [property: Description("What would have to be otherwise; none when no single change helps."), JsonConverter(typeof(WordConverter<ChangeKind>))]
    ChangeKind Kind,
    [property: Description("What it would have to be: a proof, kinds of evidence, an instant, or a rank, where 0 is above rank 1.")] string? To,
    [property: Description("The same in one sentence.")] string Sentence)
{
    public static ChangeBody Of(ExplainedChange change) => new(change.Kind, change.To, change.Sentence);
}
