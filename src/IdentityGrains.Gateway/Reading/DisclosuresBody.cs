using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Reading;

/// <summary>What was told of a customer, to whom, why and on whose authority, in order of time. It holds no value.</summary>
internal sealed record DisclosuresBody(
    IReadOnlyList<DisclosureBody> Disclosures,
    [property: Description("Where the next page begins; null when there is none.")] string? Cursor)
{
    public static DisclosuresBody Of(DisclosurePage page) => new([.. page.Lines.Select(DisclosureBody.Of)], Intake.Cursor.Of(page.Next));
}

/// <summary>One delivery: what it told to whom, how often it was tried, and what is proved of it.</summary>
internal sealed record DisclosureBody(
    string Platform,
    [property: Description("The legal entity that received it, by name.")] string Recipient,
    string Delivery,
    [property: Description("The customer's version that it brought.")] long Version,
    [property: Description("The policy that permitted it, id@version.")] string Policy,
    IReadOnlyList<ToldFieldBody> Fields,
    [property: Description("Each time that it began to leave.")] IReadOnlyList<AttemptBody> Attempts,
    [property: Description("How far it is proved."), JsonConverter(typeof(WordConverter<AckLevel>))] AckLevel Level,
    [property: Description("Since when, for each level that was proved.")] IReadOnlyList<LevelBody> Levels,
    [property: Description("True when there is more of it than is told.")] bool More)
{
    public static DisclosureBody Of(DisclosureLine line) => new(
        line.Platform.Value, line.Recipient, line.Delivery, line.Version, line.Policy, [.. line.Fields.Select(ToldFieldBody.Of)],
        [.. line.Attempts.Select(AttemptBody.Of)], line.Level, [.. line.Levels.Select(LevelBody.Of)], line.More);
}

/// <summary>One field that was told.</summary>
internal sealed record ToldFieldBody(
    string Field,
    [property: Description("Where the platform keeps it.")] string Path,
    [property: Description("The purpose that permitted it; null when it was cleared.")] string? Purpose,
    [property: Description("The lawful basis of that purpose; null when it was cleared, or where the customer lives was unknown.")] string? Basis,
    [property: Description("The version at which the value last changed.")] long ValueVersion,
    [property: Description("True when the platform was told that there is nothing.")] bool Cleared)
{
    public static ToldFieldBody Of(ToldField told) =>
        new(told.Field.Value, told.Path, told.Purpose?.Value, told.Basis, told.ValueVersion, told.Cleared);
}

/// <summary>One attempt.</summary>
internal sealed record AttemptBody(
    [property: Description("The number of the permit by which it left.")] long Permit,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset At,
    [property: Description("When an answer came; null when none did."), JsonConverter(typeof(InstantConverter))] DateTimeOffset? AnsweredAt,
    [property: Description("What it said; empty without one.")] IReadOnlyList<string> Outcome)
{
    public static AttemptBody Of(AttemptLine attempt) => new(attempt.Permit, attempt.At, attempt.AnsweredAt, attempt.Outcome);
}

/// <summary>Since when a level is proved.</summary>
internal sealed record LevelBody(
    [property: JsonConverter(typeof(WordConverter<AckLevel>))] AckLevel Level, [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset At)
{
    public static LevelBody Of(LevelReached reached) => new(reached.Level, reached.At);
}
