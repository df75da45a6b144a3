using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace IdentityGrains.Gateway.Door;

/// <summary>
/// Whether an address is written as the API writes it. The server resolves dot segments and the router ignores case and a last slash, so one
/// customer would have many addresses, and a rule in front of the gateway that knows one of them could be walked around.
/// </summary>
internal static class ExactPath
{
    private static readonly string[] Disguises = ["//", "/./", "/../", "%00", "%2e", "%2f", "%5c", "%25", "\\"];

    public static bool Holds(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0];
        return path.StartsWith('/') && !path.EndsWith('/')
            && !Disguises.Any(d => path.Contains(d, StringComparison.OrdinalIgnoreCase))
            && (http.GetEndpoint() is not RouteEndpoint route || SpelledAs(route.RoutePattern, http.Request.Path.Value!));
    }

    private static bool SpelledAs(RoutePattern pattern, string path)
    {
        var segments = path.Split('/')[1..];
        return segments.Length == pattern.PathSegments.Count
            && segments.Zip(pattern.PathSegments).All(s =>
                s.Second.Parts is not [RoutePatternLiteralPart literal] || string.Equals(literal.Content, s.First, StringComparison.Ordinal));
    }
}
