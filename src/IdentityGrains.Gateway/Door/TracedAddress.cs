using Microsoft.AspNetCore.Http.Features;

namespace IdentityGrains.Gateway.Door;

/// <summary>
/// What a trace tells of a request's address: its route, never its text. The framework and OpenTelemetry put the path itself on the span, and paths carry
/// native keys, or whatever else a caller mistakes for one.
/// </summary>
internal static class TracedAddress
{
    private const string Path = "url.path";

    public static void Hide(HttpContext http)
    {
        // Null takes the tag away: an address that nobody takes has no route, and its text is anybody's.
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is { } activity && activity.GetTagItem(Path) is not null)
        {
            activity.SetTag(Path, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        }
    }
}
