using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Door;

/// <summary>What every answer has in common: its headers, and that a failure is told as a problem and never as a bare status.</summary>
internal sealed partial class Answers(RequestDelegate next, ILogger<Answers> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        TracedAddress.Hide(http);

        // Answers tell of people: no cache may keep one, and no browser may take one for something else.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await (Framing.ProblemOf(http) is { } misread ? misread.ExecuteAsync(http) : next(http));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
            return;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            await new ProblemResult(Told(failure, http)).ExecuteAsync(http);
            return;
        }

        var bare = !http.Response.HasStarted && http.Response.ContentType is null && http.Response.ContentLength is null;
        if (bare && FailureProblems.OfStatus(http.Response.StatusCode) is { } problem)
        {
            await new ProblemResult(problem).ExecuteAsync(http);
        }
    }

    private Problem Told(Exception failure, HttpContext http)
    {
        var foreseen = FailureProblems.Of(failure, IsRead(http));
        if (foreseen is null)
        {
            LogUnforeseen(ProblemResult.TraceOf(http), failure.GetType().FullName);
            return Catalogue.OutcomeUnknown;
        }

        if (foreseen.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFault(ProblemResult.TraceOf(http), failure.GetType().FullName, foreseen.Slug);
        }

        return foreseen;
    }

    private static bool IsRead(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<IsRead>() is not null;

    // The type only: an exception's text may hold what the request said.
    [LoggerMessage(3001, LogLevel.Error, "Request {TraceId}: unforeseen {Failure}")]
    private partial void LogUnforeseen(string traceId, string? failure);

    [LoggerMessage(3002, LogLevel.Warning, "Request {TraceId}: {Failure}, answered {Problem}")]
    private partial void LogFault(string traceId, string? failure, string problem);
}
