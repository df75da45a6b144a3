using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Intake;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Events;

/// <summary>What happens to customers, told as it happens.</summary>
internal static class EventRoutes
{
    /// <summary>A stream of events.</summary>
    public const string StreamType = "text/event-stream";

    private const string Tag = "events";

    public static void Map(RouteGroupBuilder api) => api.Map(HttpMethods.Get, "/events", "followEvents", EventViews.Follow)
        .WithTags(Tag).WithSummary("Follow what happens to customers, as server-sent events")
        .WithDescription(
            "CloudEvents 1.0 in names and versions, never a value. Each event's id is where to go on from, by Last-Event-ID or after; without either it begins "
            + "now. For sources, platforms and people who hold a role.")
        .WithMetadata(new AnswersAs("text", "event-stream"), new QueryParameters(EventViews.After), new ResumesByHeader())
        // A stream lasts: it would keep the place of a request for as long. Streams have a number of their own.
        .WithMetadata(new TakesPlace(OfRequests: false))
        .Produces<string>(contentType: StreamType)
        .Fails(
            C.DuplicateParameter, C.CursorInvalid, C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.Forbidden, C.NotAcceptable,
            C.CursorExpired, C.RateLimited, C.StoreUnavailable);
}

/// <summary>The endpoint goes on from where the header <see cref="EventViews.LastEventId"/> says.</summary>
internal sealed record ResumesByHeader;
