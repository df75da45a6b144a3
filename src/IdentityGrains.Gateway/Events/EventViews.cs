using System.Diagnostics;
using IdentityGrains.Client.Events;
using IdentityGrains.Domain.Events;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Events;

/// <summary>Opens streams of events.</summary>
internal static class EventViews
{
    /// <summary>Where to go on from, as the address says it.</summary>
    public const string After = "after";

    /// <summary>Where to go on from, as whoever lost a stream says it.</summary>
    public const string LastEventId = "Last-Event-ID";

    public static async Task<IResult> Follow(HttpContext http)
    {
        if (!PositionOf(http).Ok(out var position, out var problem))
        {
            return problem;
        }

        var open = http.RequestServices.GetRequiredService<OpenStreams>();
        if (!open.Enter())
        {
            return new ProblemResult(Catalogue.RateLimited);
        }

        try
        {
            return await Follow(http, position.Length == 0 ? null : position);
        }
        finally
        {
            open.Leave();
        }
    }

    private static async Task<IResult> Follow(HttpContext http, string? after)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var (events, stream) = (Acts.Grains(http).GetGrain<IEventsGrain>(0), Guid.NewGuid());
        switch (await events.Next(stream, after, over.Token))
        {
            case EventsAnswer.Page first:
                await new EventStream(http, events, stream, http.RequestServices.GetRequiredService<TimeProvider>()).Run(first, over.Token);
                await (stopping.IsCancellationRequested ? Task.CompletedTask : Leave(events, stream));
                return Results.Empty;
            case EventsAnswer.NotAllowed:
                return new ProblemResult(Catalogue.Forbidden);
            case EventsAnswer.CursorInvalid:
                return new ProblemResult(Catalogue.CursorInvalid);
            case EventsAnswer.CursorExpired:
                return new ProblemResult(Catalogue.CursorExpired);
            case EventsAnswer.TooManyStreams:
                return new ProblemResult(Catalogue.RateLimited);
            default:
                throw new UnreachableException();
        }
    }

    private static async Task Leave(IEventsGrain events, Guid stream)
    {
        try
        {
            await events.Leave(stream);
        }
        catch (Exception why) when (FailureProblems.Of(why, isRead: true) is not null)
        {
            // A stream that does not ask any more is forgotten after a while.
        }
    }

    // The header before the address: whoever lost a stream asks the same address again, and only the header knows how far he was.
    private static Read<string> PositionOf(HttpContext http)
    {
        var header = http.Request.Headers[LastEventId];
        var position = header.Count > 0 ? header[0]! : http.Request.Query[After].ToString();
        return header.Count > 1 ? ProblemResult.At(Pointer.Header(LastEventId), Catalogue.DuplicateParameter)
            : position.Length > SubscriptionLaw.LongestPosition ? new ProblemResult(Catalogue.CursorInvalid)
            : position;
    }
}
