using System.ComponentModel;
using System.Text.Json.Serialization;
using System.Xml;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Gateway.Explanations;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Governance;

/// <summary>Who is answerable for a field, who may assert it, and who is told.</summary>
internal sealed record AuthorityBody(
    string Field,
    [property: Description("The policy in force, id@version.")] string Policy,
    string Category,
    [property: Description("Who is accountable for the category.")] string Owner,
    [property: Description("Who looks after it.")] string Steward,
    [property: Description("The source that defines the field.")] string SystemOfRecord,
    [property: Description("Who may assert it, best rank first.")] IReadOnlyList<RankBody> Sources,
    [property: Description("Who wins, in the words of the policy.")] OverwriteBody Overwrite,
    [property: Description("How it is verified; null when it never is.")] VerificationBody? Verification,
    [property: Description("How long a value lives, as an ISO 8601 duration; null for as long as nothing displaces it.")] string? ValidFor,
    [property: Description("Who is told, by name.")] IReadOnlyList<RecipientBody> Platforms)
{
    public static AuthorityBody Of(Authority told) => new(
        told.Field.Value, told.Policy, told.Category, told.Owner, told.Steward, told.Rule.SystemOfRecord.Value,
        [.. told.Rule.Ranks.Select(RankBody.Of)], OverwriteBody.Of(told.Rule),
        told.Verification is null ? null : VerificationBody.Of(told.Verification),
        told.Rule.ValidFor is { } span ? XmlConvert.ToString(span) : null, [.. told.Platforms.Select(RecipientBody.Of)]);
}

/// <summary>The field's answers to what happens when sources differ.</summary>
internal sealed record OverwriteBody(string LowerRank, string EqualRank, string BlankOverValue, string StaleAssertion, string UnverifiedOverVerified)
{
    public static OverwriteBody Of(ExplainedRule rule) =>
        new(rule.LowerRank, rule.EqualRank, rule.BlankOverValue, rule.StaleAssertion, rule.UnverifiedOverVerified);
}

/// <summary>How a field is verified. Durations are ISO 8601.</summary>
internal sealed record VerificationBody(
    [property: Description("True when an unverified value is never current.")] bool Required,
    string Method, string CodeTtl, int MaxAttempts, string PendingTtl, bool KeepCurrentWhilePending, string ReverifyAfter)
{
    public static VerificationBody Of(ExplainedVerification by) => new(
        by.Required, by.Method, XmlConvert.ToString(by.CodeTtl), by.MaxAttempts, XmlConvert.ToString(by.PendingTtl), by.KeepCurrentWhilePending,
        XmlConvert.ToString(by.ReverifyAfter));
}

/// <summary>A platform that is told the field.</summary>
internal sealed record RecipientBody(
    string Platform,
    [property: Description("The legal entity behind it.")] string Recipient,
    string Role, string Country,
    [property: Description("Under which name it is told.")] string To,
    [property: Description("The purposes that release it there.")] IReadOnlyList<string> Purposes,
    [property: Description("The least state that is told; null for any."), JsonConverter(typeof(WordConverter<VerificationState>))]
    VerificationState? MinState,
    [property: Description("The most that its acknowledgement can prove."), JsonConverter(typeof(WordConverter<AckLevel>))] AckLevel AckCeiling)
{
    public static RecipientBody Of(ExplainedRecipient told) => new(
        told.Platform.Value, told.LegalName, told.Role, told.Country, told.To, [.. told.Purposes.Select(p => p.Value)], told.MinState, told.AckCeiling);
}
