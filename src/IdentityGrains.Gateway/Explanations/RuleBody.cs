using System.ComponentModel;
using System.Text.Json.Serialization;
using System.Xml;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Explanations;

/// <summary>A field's rule, in the words of the policy document.</summary>
internal sealed record RuleBody(
    string SystemOfRecord, IReadOnlyList<RankBody> Ranks, string LowerRank, string EqualRank, string BlankOverValue, string StaleAssertion,
    string UnverifiedOverVerified,
    [property: Description("How long a value lives, as an ISO 8601 duration; null for as long as nothing displaces it.")] string? ValidFor)
{
    public static RuleBody Of(ExplainedRule rule) => new(
        rule.SystemOfRecord.Value, [.. rule.Ranks.Select(RankBody.Of)], rule.LowerRank, rule.EqualRank, rule.BlankOverValue, rule.StaleAssertion,
        rule.UnverifiedOverVerified, rule.ValidFor is { } span ? XmlConvert.ToString(span) : null);
}

/// <summary>A source's standing for the field.</summary>
internal sealed record RankBody(
    string Source,
    [property: Description("1 is best.")] int Rank,
    [property: Description("Below this its claim is never current."), JsonConverter(typeof(WordConverter<ProofLevel>))] ProofLevel MinProof,
    [property: Description("Kinds of evidence that it owes.")] IReadOnlyList<string> Requires,
    [property: Description("True when it wins only over no value at all.")] bool FillOnly,
    [property: Description("The condition as the policy writes it.")] string? When)
{
    public static RankBody Of(ExplainedRank rank) =>
        new(rank.Source.Value, rank.Rank, rank.MinProof, [.. rank.Requires], rank.FillOnly, rank.When);
}

/// <summary>Whether one platform may know the value.</summary>
internal sealed record ReleaseBody(
    string Platform, bool Released,
    [property: Description("The purpose that releases it.")] string? Purpose,
    [property: Description("The lawful basis of that purpose.")] string? Basis,
    [property: Description("Why it is withheld."), JsonConverter(typeof(WordConverter<Withheld>))] Withheld? Why,
    [property: Description("When no purpose permits it: why each one does not.")] IReadOnlyList<PurposeVerdictBody> Purposes,
    [property: Description("The grants in force that the release rests on.")] IReadOnlyList<ConsentUsedBody> Consents)
{
    public static ReleaseBody Of(ExplainedRelease release) => new(
        release.Platform.Value, release.Released, release.Purpose?.Value, release.Basis, release.Why,
        [.. release.Purposes.Select(p => new PurposeVerdictBody(p.Purpose.Value, p.Why))],
        [.. release.Consents.Select(c => new ConsentUsedBody(c.ByGuardian, c.ObservedAt, c.Source.Value, c.NoticeVersion, c.Version))]);
}

/// <summary>A grant that a release rests on.</summary>
internal sealed record ConsentUsedBody(
    [property: Description("True when the guardian gave it for the child.")] bool ByGuardian,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset ObservedAt,
    string Source, string? NoticeVersion,
    [property: Description("The entry that recorded it.")] long Version);

/// <summary>Why one purpose is not permitted.</summary>
internal sealed record PurposeVerdictBody(
    string Purpose, [property: JsonConverter(typeof(WordConverter<NotPermitted>))] NotPermitted Why);
