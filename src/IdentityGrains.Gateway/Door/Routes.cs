using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Door;

/// <summary>How endpoints are put up and described.</summary>
internal static class Routes
{
    /// <summary>Everything under <c>/v1</c>: the envelope is read first.</summary>
    public static RouteGroupBuilder Api(IEndpointRouteBuilder app, string prefix = "/v1")
    {
        var api = app.MapGroup(prefix).WithMetadata(new TakesPlace(OfRequests: true));
        api.AddEndpointFilter((context, next) =>
            Envelope.ProblemOf(context.HttpContext) is { } problem ? ValueTask.FromResult<object?>(problem) : next(context));
        ((IEndpointConventionBuilder)api).Add(GatewayMark.Put);
        return api;
    }

    /// <summary>Everything that a service identity asks: its credential goes along with every call.</summary>
    public static RouteGroupBuilder WithCredential(RouteGroupBuilder api)
    {
        var group = api.MapGroup(string.Empty).WithMetadata(new NeedsCredential());
        group.AddEndpointFilter((context, next) =>
        {
            if (!CallerCredential.Read(context.HttpContext).Ok(out var credential, out var problem))
            {
                return ValueTask.FromResult<object?>(problem);
            }

            credential.Attach();
            return next(context);
        });
        return group;
    }

    /// <summary>An endpoint. The delegate is typed so that its result is executed; as a plain request delegate it would be dropped.</summary>
    public static RouteHandlerBuilder Map(
        this IEndpointRouteBuilder routes, string method, string pattern, string name, Func<HttpContext, Task<IResult>> handler) =>
        routes.MapMethods(pattern, [method], handler).WithName(name);

    /// <summary>Says which problems the endpoint has of its own, besides those that its kind of endpoint has.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params Problem[] problems)
    {
        foreach (var status in problems.Select(p => p.Status).Distinct())
        {
            route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [ProblemBody.ContentType]));
        }

        return route.WithMetadata(new FailsWith(problems));
    }
}

/// <summary>The endpoint needs a credential.</summary>
internal sealed record NeedsCredential;

/// <summary>The endpoint is a write: it needs an operation id.</summary>
internal sealed record IsWrite;

/// <summary>The endpoint is a write of our own records, and no act on a customer: it needs an operation id, and nobody signs it.</summary>
internal sealed record NeedsOperationKey;

/// <summary>The endpoint is a write of a protocol whose callers need not name their acts, but may.</summary>
internal sealed record TakesOperationKey;

/// <summary>The endpoint only reads, whatever its method: asking again is safe.</summary>
internal sealed record IsRead;

/// <summary>The endpoint is called by platforms, with a signature over the body.</summary>
internal sealed record IsCallback;

/// <summary>The endpoint answers with another media type than JSON, or with one of several.</summary>
internal sealed record AnswersAs(string Type, params IReadOnlyList<string> Subtypes);

/// <summary>The problems that the endpoint answers with.</summary>
internal sealed record FailsWith(IReadOnlyList<Problem> Problems);

/// <summary>The headers that a successful answer has.</summary>
internal sealed record AnswersWith(params IReadOnlyList<string> Headers);

/// <summary>The endpoint takes a larger body than others, of so many bytes at most.</summary>
internal sealed record TakesBodyOf(long? MaxRequestBodySize) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;
