using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using Microsoft.Net.Http.Headers;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Scim;

/// <summary>How SCIM is answered: its media type, and problems in its own form with ours beside.</summary>
internal static class ScimMessage
{
    public const string Root = "/scim";
    public const string ContentType = "application/scim+json";
    public const string JsonType = "application/json";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [C.BadRequest.Slug] = "invalidSyntax", [C.MalformedJson.Slug] = "invalidSyntax", [C.DuplicateProperty.Slug] = "invalidSyntax",
        [C.UnknownProperty.Slug] = "invalidSyntax", [C.TooDeep.Slug] = "invalidSyntax", [C.InvalidUnicode.Slug] = "invalidSyntax",
        [C.DuplicateParameter.Slug] = "invalidSyntax",
        [C.InvalidFilter.Slug] = "invalidFilter", [C.TooManyResults.Slug] = "tooMany", [C.InvalidPath.Slug] = "invalidPath",
        [C.NoTarget.Slug] = "noTarget", [C.NotMutable.Slug] = "mutability", [C.FieldAuthorityDenied.Slug] = "mutability",
        [C.FieldImmutable.Slug] = "mutability", [C.CustomerExists.Slug] = "uniqueness", [C.KeyTaken.Slug] = "uniqueness",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>True when the request is one of SCIM, whatever becomes of it.</summary>
    public static bool Concerns(HttpContext http) => http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The status: what the API tells apart as 403 or 422, because the law says no to it, is 400 in SCIM, with a <c>scimType</c>.
    /// </summary>
    public static int StatusOf(Problem problem) =>
        problem.Status == StatusCodes.Status422UnprocessableEntity || problem == C.FieldAuthorityDenied ? StatusCodes.Status400BadRequest : problem.Status;

    /// <summary>A problem as SCIM tells it (RFC 7644, 3.12). Never a value.</summary>
    public static JsonObject Error(ProblemResult failed, HttpContext http)
    {
        var (problem, status) = (failed.Problem, StatusOf(failed.Problem));
        var ours = new JsonObject { ["type"] = problem.Type, ["traceId"] = ProblemResult.TraceOf(http) };
        if (failed.Errors.Count > 0)
        {
            ours["errors"] = new JsonArray([.. failed.Errors.Select(e => new JsonObject { ["pointer"] = e.Pointer, ["code"] = e.Code })]);
        }

        if (problem.RetryAfterSeconds is { } seconds)
        {
            ours["retryAfter"] = seconds;
        }

        if (failed.Version is { } version)
        {
            ours["currentVersion"] = ScimTag.Of(version);
        }

        var told = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimSchemas.Error, ScimSchemas.Problem), ["status"] = status.ToString(CultureInfo.InvariantCulture),
            ["detail"] = problem.Title, [ScimSchemas.Problem] = ours,
        };
        var type = Types.GetValueOrDefault(problem.Slug) ?? (status == StatusCodes.Status400BadRequest ? "invalidValue" : null);
        if (type is not null)
        {
            told["scimType"] = type;
        }

        return told;
    }

    /// <summary>Answers with a problem, whose status and headers are set.</summary>
    public static Task Answer(ProblemResult failed, HttpContext http)
    {
        http.Response.StatusCode = StatusOf(failed.Problem);
        if (failed.Version is { } version)
        {
            http.Response.Headers.ETag = ScimTag.Of(version);
        }

        return Write(http, Error(failed, http));
    }

    /// <summary>Writes a message as the type that the caller takes: plain JSON for who asks for nothing else.</summary>
    public static Task Write(HttpContext http, JsonObject message)
    {
        var accept = http.Request.Headers.Accept;
        var plain = accept.Count > 0 && MediaTypeHeaderValue.TryParseList(accept, out var ranges)
            && ranges.All(r => r is { MatchesAllTypes: false, MatchesAllSubTypes: false } && r.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase));
        return http.Response.WriteAsJsonAsync(message, GatewayJson.Default.JsonObject, plain ? JsonType : ContentType, http.RequestAborted);
    }
}

/// <summary>Answers with a message of SCIM.</summary>
internal sealed class ScimResult(JsonObject message, int status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return ScimMessage.Write(httpContext, message);
    }
}
