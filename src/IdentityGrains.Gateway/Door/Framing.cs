using IdentityGrains.Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace IdentityGrains.Gateway.Door;

/// <summary>What is wrong with a request before anybody asks what it wants: its address, and where its body ends.</summary>
internal static class Framing
{
    // Where a request has both, the server keeps the length under this name and goes by the chunks.
    private const string SetAsideLength = "X-Content-Length";

    /// <summary>The problem; null when there is none.</summary>
    public static ProblemResult? ProblemOf(HttpContext http)
    {
        if (http.GetEndpoint() is not null && !ExactPath.Holds(http))
        {
            return new ProblemResult(Catalogue.NotFound);
        }

        if (!http.Request.Headers.ContainsKey(HeaderNames.TransferEncoding) || !http.Request.Headers.ContainsKey(SetAsideLength))
        {
            return null;
        }

        // A proxy in front that goes by the length sees another request than this server does, and takes the rest of this one for the next.
        http.Response.Headers.Connection = "close";
        return new ProblemResult(Catalogue.BadRequest);
    }
}
