using IdentityGrains.Client.Exceptions;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Exceptions;

/// <summary>The door to exceptions: tells of them, and takes what people do about them to the law and to the store.</summary>
[GrainType("exception-desk"), StatelessWorker, Reentrant]
internal sealed class ExceptionDeskGrain(IExceptions exceptions, PoliciesInForce policies, IStoreClock clock) : Grain, IExceptionDeskGrain
{
    /// <summary>How many steps of one exception are told at most.</summary>
    public const int LongestStory = 1_000;

    /// <summary>How many exceptions one page has at most, whatever is asked for.</summary>
    public const int LongestPage = 500;

    private const int MostRaces = 8;

    /// <inheritdoc/>
    public async Task<ExceptionPage> List(ExceptionQuestion question, int limit, CancellationToken ct = default)
    {
        Readers.Admit(policies);
        if (!CanBeAnybodys(question))
        {
            return new ExceptionPage([], null);
        }

        limit = Math.Clamp(limit, 1, LongestPage);
        var filter = new ExceptionFilter(
            question.Standing, question.State, question.Kind, question.Platform, question.Assignee, question.Customer);

        // One more than is told says whether there are more.
        var found = await exceptions.List(filter, question.After is { } after ? new ExceptionPlace(after.OpenedAt, after.Id) : null, limit + 1, ct);
        return new ExceptionPage(
            [.. found.Take(limit).Select(Line)], found.Count > limit ? new ExceptionCursor(found[limit - 1].OpenedAt, found[limit - 1].Id) : null);
    }

    /// <inheritdoc/>
    public async Task<ExceptionStory?> Find(string id, CancellationToken ct = default)
    {
        Readers.Admit(policies);
        return OpaqueIds.Is(id, OpaqueIds.OfException) && await exceptions.Find(id, ct) is { } found
            ? new ExceptionStory(
                Line(found), [.. (await exceptions.Steps(id, LongestStory, ct)).Select(s => new ExceptionStepLine(s.At, s.State, s.By, s.Word))])
            : null;
    }

    /// <inheritdoc/>
    public async Task<ExceptionAnswer> Act(string id, ExceptionAct act, CancellationToken ct = default)
    {
        var caller = CurrentCaller.Required;
        for (var races = 0; races < MostRaces; races++)
        {
            if (!OpaqueIds.Is(id, OpaqueIds.OfException) || await exceptions.Find(id, ct) is not { } found)
            {
                // Who may do nothing about any of them is not told which there are.
                return !caller.IsPerson ? new ExceptionAnswer.Refused(ExceptionRefusal.NotAPerson)
                    : OverviewLaw.MayLook(caller, policies.Current.Policy) ? new ExceptionAnswer.NoException()
                    : new ExceptionAnswer.Refused(ExceptionRefusal.NotTheirs);
            }

            var now = clock.Now.InMicroseconds();
            if (ExceptionActs.WhyNot(found.Life, act, caller, (await policies.Refresh(ct)).Policy, now) is { } refusal)
            {
                return new ExceptionAnswer.Refused(refusal);
            }

            var after = ExceptionActs.After(found.Life, act, caller.Principal, now);
            if (after == found.Life || await exceptions.Move(found, after, now, caller.Principal, WordOf(act), ct))
            {
                return new ExceptionAnswer.Done(Line(found with { Life = after }));
            }
        }

        return new ExceptionAnswer.Busy();
    }

    // Names that cannot be any are nobody's, and some of them no store takes.
    private static bool CanBeAnybodys(ExceptionQuestion question) =>
        (question.Kind is not { } kind || Words.IsName(kind)) && (question.Platform is not { } platform || Words.IsName(platform.Value))
        && (question.Assignee is not { } assignee || Parts.IsParty(assignee))
        && (question.After is not { } after || OpaqueIds.Is(after.Id, OpaqueIds.OfException));

    private static string? WordOf(ExceptionAct act) => act switch
    {
        ExceptionAct.Acknowledge taken => taken.Case,
        ExceptionAct.Resolve resolved => resolved.How,
        ExceptionAct.Accept accepted => accepted.Reason,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private ExceptionLine Line(ExceptionRecord one) => new(
        one.Id, one.Kind, one.Platform, one.Customer, one.Why, one.Severity, one.OpenedAt, one.Life, one.Life.IsOverdue(clock.Now), one.Follows, one.Field,
        one.Source);
}
