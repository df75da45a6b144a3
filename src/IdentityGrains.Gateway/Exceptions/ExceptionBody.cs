using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Client.Exceptions;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Exceptions;

/// <summary>Exceptions, the newest first.</summary>
internal sealed record ExceptionsBody(
    IReadOnlyList<ExceptionBody> Exceptions,
    [property: Description("Where the next page begins; null when there is none.")] string? Cursor)
{
    public static ExceptionsBody Of(ExceptionPage page) =>
        new([.. page.Lines.Select(ExceptionBody.Of)], page.Next is { } next ? Intake.Cursor.Of(next) : null);
}

/// <summary>One typed deviation: something that somebody has to look at.</summary>
internal sealed record ExceptionBody(
    string Id,
    [property: Description("The policy's word.")] string Kind,
    [property: Description("Where; null when it follows from what sources say of a customer.")] string? Platform,
    [property: Description("Whose; null when it is about the platform as a whole.")] string? Customer,
    [property: Description("Of which field the claims are that it follows from; null when it follows from none.")] string? Field,
    [property: Description("Whose claims they are; null when it is about no single source.")] string? Source,
    string Why,
    [property: Description("low, medium, high or critical.")] string Severity,
    [property: Description("Where it stands."), JsonConverter(typeof(WordConverter<ExceptionState>))] ExceptionState State,
    [property: Description("Since when it stands there."), JsonConverter(typeof(InstantConverter))] DateTimeOffset Since,
    [property: Description("Who brought it there; null where its cause did.")] string? By,
    [property: Description("Who has to look at it.")] string Assignee,
    [property: Description("Whose it becomes when nobody looks at it in time.")] string? EscalateTo,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset OpenedAt,
    [property: Description("Until when it is to be resolved."), JsonConverter(typeof(InstantConverter))] DateTimeOffset DueAt,
    [property: Description("True when that is over and it is not.")] bool Overdue,
    [property: Description("The case in which it is worked on.")] string? Case,
    [property: Description("What was asked or agreed about leaving it as it is; null when nothing was.")] AcceptanceBody? Acceptance,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset? ResolvedAt,
    [property: Description("How it was resolved; null while it is not.")] string? How,
    [property: Description("The one before it, which somebody ended while its cause stood.")] string? Follows)
{
    public static ExceptionBody Of(ExceptionLine one) => new(
        one.Id, one.Kind, one.Platform?.Value, one.Customer?.ToString(), one.Field?.Value, one.Source?.Value, one.Why, one.Severity, one.Life.State,
        one.Life.Since, one.Life.By?.Value, one.Life.Assignee, one.Life.EscalateTo, one.OpenedAt, one.Life.DueAt, one.Overdue, one.Life.Case,
        AcceptanceBody.Of(one.Life.Acceptance), one.Life.IsOver ? one.Life.Since : null, one.Life.How, one.Follows);
}

/// <summary>That an exception stays as it is for a while.</summary>
internal sealed record AcceptanceBody(
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset Until,
    [property: Description("Why, in a word.")] string Reason,
    string AskedBy,
    [property: Description("Who agreed; null while nobody did, and then it does not stay yet.")] string? AgreedBy)
{
    public static AcceptanceBody? Of(RiskAcceptance? acceptance) => acceptance is null
        ? null
        : new(acceptance.Until, acceptance.Reason, acceptance.AskedBy.Value, acceptance.AgreedBy?.Value);
}

/// <summary>One exception and what became of it.</summary>
internal sealed record ExceptionStoryBody(
    ExceptionBody Exception,
    [property: Description("From its opening on.")] IReadOnlyList<ExceptionStepBody> Steps)
{
    public static ExceptionStoryBody Of(ExceptionStory story) => new(ExceptionBody.Of(story.Line), [.. story.Steps.Select(ExceptionStepBody.Of)]);
}

/// <summary>One step of an exception's life.</summary>
internal sealed record ExceptionStepBody(
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset At,
    [property: Description("Where it stood then."), JsonConverter(typeof(WordConverter<ExceptionState>))] ExceptionState State,
    [property: Description("Who did it; null for its cause.")] string? By,
    [property: Description("What was said with it: the case, how it was resolved, why it stays.")] string? Word)
{
    public static ExceptionStepBody Of(ExceptionStepLine step) => new(step.At, step.State, step.By?.Value, step.Word);
}
