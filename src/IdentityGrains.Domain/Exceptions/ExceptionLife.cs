namespace IdentityGrains.Domain.Exceptions;

/// <summary>Where an exception stands. Numbers are stored: never reuse one.</summary>
public enum ExceptionState
{
    /// <summary>Nobody has looked at it yet.</summary>
    Open = 1,

    /// <summary>Somebody looks at it.</summary>
    Acknowledged = 2,

    /// <summary>It is worked on in a case.</summary>
    InCase = 3,

    /// <summary>Nobody looked at it in time; it is somebody else's now.</summary>
    Escalated = 4,

    /// <summary>Two persons took it upon themselves that it stays as it is for a while.</summary>
    AcceptedRisk = 5,

    /// <summary>It is over.</summary>
    Resolved = 6,
}

/// <summary>Where an exception stands, who brought it there, and whose it is.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Since">Since when.</param>
/// <param name="By">Who brought it there; null where the cause itself did.</param>
/// <param name="Assignee">Who has to look at it.</param>
/// <param name="EscalateTo">Whose it becomes when nobody looks at it in time; null where the policy names nobody.</param>
/// <param name="DueAt">Until when somebody has to look at it, and it is to be over.</param>
/// <param name="Case">The case in which it is worked on; null when there is none.</param>
/// <param name="Acceptance">What was asked or agreed about leaving it as it is; null when nothing was.</param>
/// <param name="How">How it was resolved, in a word; null while it is not.</param>
[GenerateSerializer, Immutable, Alias("exception-life")]
public sealed record ExceptionLife(
    [property: Id(0)] ExceptionState State, [property: Id(1)] DateTimeOffset Since, [property: Id(2)] PrincipalId? By, [property: Id(3)] string Assignee,
    [property: Id(4)] string? EscalateTo, [property: Id(5)] DateTimeOffset DueAt, [property: Id(6)] string? Case = null,
    [property: Id(7)] RiskAcceptance? Acceptance = null, [property: Id(8)] string? How = null)
{
    /// <summary>How it is over when an acceptance has run out: if the cause stands still, another one is opened.</summary>
    public const string AcceptanceOver = "acceptance_over";

    /// <summary>Where it stands.</summary>
    public override string ToString() => Words.Of(State);

    /// <summary>True once it is over.</summary>
    public bool IsOver => State == ExceptionState.Resolved;

    /// <summary>True when its time is over and it is not.</summary>
    public bool IsOverdue(DateTimeOffset now) => State is not (ExceptionState.Resolved or ExceptionState.AcceptedRisk) && now >= DueAt;

    /// <summary>Begins one.</summary>
    public static ExceptionLife Begin(ExceptionDuty duty, DateTimeOffset now) =>
        new(ExceptionState.Open, now, null, duty.Assignee, duty.EscalateTo, duty.DueAt);

    /// <summary>What time alone makes of it; null when nothing.</summary>
    public ExceptionLife? Aged(DateTimeOffset now) => State switch
    {
        ExceptionState.Open when now >= DueAt => this with
        {
            State = ExceptionState.Escalated, Since = now, By = PrincipalId.System, Assignee = EscalateTo ?? Assignee,
        },
        ExceptionState.AcceptedRisk when now >= Acceptance!.Until => this with
        {
            State = ExceptionState.Resolved, Since = now, By = PrincipalId.System, How = AcceptanceOver,
        },
        _ => null,
    };
}

/// <summary>That an exception stays as it is for a while: one person asks, and another agrees.</summary>
/// <param name="Until">Until when.</param>
/// <param name="Reason">Why, in a word.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="AgreedBy">Who agreed; null while nobody did.</param>
[GenerateSerializer, Immutable, Alias("risk-acceptance")]
public sealed record RiskAcceptance(
    [property: Id(0)] DateTimeOffset Until, [property: Id(1)] string Reason, [property: Id(2)] PrincipalId AskedBy, [property: Id(3)] PrincipalId? AgreedBy);
