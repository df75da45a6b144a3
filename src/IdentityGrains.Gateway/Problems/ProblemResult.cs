using System.Diagnostics;
using System.Globalization;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Scim;

namespace IdentityGrains.Gateway.Problems;

/// <summary>Answers with a problem.</summary>
internal sealed class ProblemResult(Problem problem, params IReadOnlyList<Violation> errors) : IResult
{
    public Problem Problem => problem;

    public IReadOnlyList<Violation> Errors => errors;

    /// <summary>The version that the record has, where another one was expected.</summary>
    public long? Version { get; init; }

    /// <summary>The problem, at one place.</summary>
    public static ProblemResult At(string pointer, Problem problem) => new(problem, new Violation(pointer, problem.Slug));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status401Unauthorized && problem != Catalogue.InvalidSignature)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (problem.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (ScimMessage.Concerns(httpContext))
        {
            return ScimMessage.Answer(this, httpContext);
        }

        if (Version is { } version)
        {
            response.Headers.ETag = VersionTag.Of(version);
        }

        var body = new ProblemBody(
            problem.Type, problem.Title, problem.Status, TraceOf(httpContext), errors.Count == 0 ? null : errors, problem.RetryAfterSeconds, Version);
        return response.WriteAsJsonAsync(body, GatewayJson.Default.ProblemBody, ProblemBody.ContentType, httpContext.RequestAborted);
    }

    /// <summary>Under which the operators find the request.</summary>
    public static string TraceOf(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}
