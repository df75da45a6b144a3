using System.Buffers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Exceptions;

/// <summary>What a person does about an exception.</summary>
[GenerateSerializer, Immutable, Alias("exception-act")]
public abstract record ExceptionAct
{
    private ExceptionAct()
    {
    }

    /// <summary>What is done, and nothing of what is said with it.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Takes it up.</summary>
    /// <param name="Case">The case in which it is worked on; null when there is none.</param>
    [GenerateSerializer, Immutable, Alias("exception-act-acknowledge")]
    public sealed record Acknowledge([property: Id(0)] string? Case) : ExceptionAct;

    /// <summary>Says that it is over.</summary>
    /// <param name="How">How, in a word.</param>
    [GenerateSerializer, Immutable, Alias("exception-act-resolve")]
    public sealed record Resolve([property: Id(0)] string How) : ExceptionAct;

    /// <summary>Asks that it stay as it is for a while, or agrees to that.</summary>
    /// <param name="Until">Until when.</param>
    /// <param name="Reason">Why, in a word.</param>
    [GenerateSerializer, Immutable, Alias("exception-act-accept")]
    public sealed record Accept([property: Id(0)] DateTimeOffset Until, [property: Id(1)] string Reason) : ExceptionAct;
}

/// <summary>Why a person may not do something about an exception, in order of precedence.</summary>
public enum ExceptionRefusal
{
    /// <summary>Only people act on exceptions.</summary>
    NotAPerson = 1,

    /// <summary>The person plays no part that it is for.</summary>
    NotTheirs = 2,

    /// <summary>It is over, or agreed to stay as it is.</summary>
    Over = 3,

    /// <summary>Whoever ends it has looked at it first.</summary>
    NotAcknowledged = 4,

    /// <summary>Until then it would not stay at all.</summary>
    UntilPast = 5,

    /// <summary>Nothing is accepted for so long.</summary>
    UntilTooFar = 6,

    /// <summary>What is said with it has not the form of a word or of a case.</summary>
    Malformed = 7,
}

/// <summary>Who may do what about an exception, and what becomes of it. Refusals come in the order of <see cref="ExceptionRefusal"/>.</summary>
public static class ExceptionActs
{
    /// <summary>For how long a risk is accepted at most: then somebody looks again.</summary>
    public static readonly TimeSpan LongestAcceptance = TimeSpan.FromDays(366);

    private const int LongestCase = 64;

    private static readonly SearchValues<char> OfCase =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>
    /// True when what is said with an act is a word or the opaque reference of a case, whatever door it came by: prose stands in the case, so that no name
    /// and no value finds its way in.
    /// </summary>
    public static bool IsWellFormed(ExceptionAct act) => act switch
    {
        ExceptionAct.Acknowledge { Case: var named } => named is null
            || (named.Length is > 0 and <= LongestCase && char.IsAsciiLetterOrDigit(named[0]) && !named.AsSpan().ContainsAnyExcept(OfCase)),
        ExceptionAct.Resolve resolve => Words.IsName(resolve.How),
        ExceptionAct.Accept accept => Words.IsName(accept.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Why the person may not; null when he may.</summary>
    public static ExceptionRefusal? WhyNot(ExceptionLife life, ExceptionAct act, Caller by, Policy policy, DateTimeOffset now)
    {
        if (!by.IsPerson)
        {
            return ExceptionRefusal.NotAPerson;
        }

        if (!IsFor(life, by, policy))
        {
            return ExceptionRefusal.NotTheirs;
        }

        if (life.State is ExceptionState.Resolved or ExceptionState.AcceptedRisk)
        {
            return ExceptionRefusal.Over;
        }

        if (act is not ExceptionAct.Acknowledge && life.State is not (ExceptionState.Acknowledged or ExceptionState.InCase))
        {
            return ExceptionRefusal.NotAcknowledged;
        }

        return act is ExceptionAct.Accept past && past.Until <= now ? ExceptionRefusal.UntilPast
            : act is ExceptionAct.Accept far && far.Until > now + LongestAcceptance ? ExceptionRefusal.UntilTooFar
            : IsWellFormed(act) ? null
            : ExceptionRefusal.Malformed;
    }

    /// <summary>What becomes of it; the same again changes nothing.</summary>
    public static ExceptionLife After(ExceptionLife life, ExceptionAct act, PrincipalId by, DateTimeOffset now) => act switch
    {
        ExceptionAct.Acknowledge { Case: { } named } when life.Case != named => life with
        {
            State = ExceptionState.InCase, Since = now, By = by, Case = named,
        },
        ExceptionAct.Acknowledge when life.State is ExceptionState.Open or ExceptionState.Escalated => life with
        {
            State = ExceptionState.Acknowledged, Since = now, By = by,
        },
        ExceptionAct.Acknowledge => life,
        ExceptionAct.Resolve resolve => life with { State = ExceptionState.Resolved, Since = now, By = by, How = resolve.How },
        ExceptionAct.Accept accept => Accepted(life, accept, by, now),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // Whoever names another end asks for something else, and somebody else has to agree to that.
    private static ExceptionLife Accepted(ExceptionLife life, ExceptionAct.Accept accept, PrincipalId by, DateTimeOffset now)
    {
        // As it is kept: named more finely, the same instant would never be agreed to.
        var until = accept.Until.InMicroseconds();
        return life.Acceptance switch
        {
            { } asked when asked.Until == until && asked.AskedBy == by => life,
            { } asked when asked.Until == until => life with
            {
                State = ExceptionState.AcceptedRisk, Since = now, By = by, Acceptance = asked with { AgreedBy = by },
            },
            _ => life with { Acceptance = new RiskAcceptance(until, accept.Reason, by, null) },
        };
    }

    /// <summary>
    /// True for whoever plays the part that an exception is assigned or escalated to, and for those whom the policy asks for its own approval.
    /// </summary>
    public static bool IsFor(ExceptionLife life, Caller by, Policy policy) =>
        Plays(by, life.Assignee) || Plays(by, life.EscalateTo) || by.Administers(policy);

    private static bool Plays(Caller by, string? party) => party is not null && by.Roles.Contains(Parts.RoleOf(party));
}
