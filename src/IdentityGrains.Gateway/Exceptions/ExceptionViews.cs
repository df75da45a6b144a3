using System.Text.Json.Serialization.Metadata;
using IdentityGrains.Client.Exceptions;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using IdentityGrains.Gateway.Reading;

namespace IdentityGrains.Gateway.Exceptions;

/// <summary>Tells what somebody has to look at, and takes what people do about it.</summary>
internal static class ExceptionViews
{
    public const string State = "state";
    public const string Kind = "kind";
    public const string Platform = "platform";
    public const string Assignee = "assignee";
    public const string Customer = "customer";

    private const string Standing = "standing";
    private const string All = "all";

    public static async Task<IResult> List(HttpContext http)
    {
        if (!Asked(http).Ok(out var question, out var problem)
            || !Cursor.OfExceptions(http).Ok(out var after, out problem)
            || !Views.Limit(http).Ok(out var limit, out problem))
        {
            return problem;
        }

        var page = await Grain(http).List(question with { After = after }, limit, http.RequestAborted);
        return TypedResults.Json(ExceptionsBody.Of(page), GatewayJson.Default.ExceptionsBody);
    }

    public static async Task<IResult> Find(HttpContext http) =>
        IdOf(http) is { } id && await Grain(http).Find(id, http.RequestAborted) is { } story
            ? TypedResults.Json(ExceptionStoryBody.Of(story), GatewayJson.Default.ExceptionStoryBody)
            : new ProblemResult(Catalogue.ExceptionNotFound);

    public static Task<IResult> Acknowledge(HttpContext http) => Act(http, GatewayJson.Default.AcknowledgeBody, b => b.Act());

    public static Task<IResult> Resolve(HttpContext http) => Act(http, GatewayJson.Default.ResolveBody, b => b.Act());

    public static Task<IResult> Accept(HttpContext http) => Act(http, GatewayJson.Default.AcceptBody, b => b.Act());

    private static async Task<IResult> Act<T>(HttpContext http, JsonTypeInfo<T> type, Func<T, Read<ExceptionAct>> read)
        where T : class
    {
        if (!(await RequestBody.Json(http, type)).Ok(out var body, out var problem) || !read(body).Ok(out var act, out problem))
        {
            return problem;
        }

        return IdOf(http) is not { } id ? new ProblemResult(Catalogue.ExceptionNotFound) : await Grain(http).Act(id, act, CancellationToken.None) switch
        {
            ExceptionAnswer.Done done => TypedResults.Json(ExceptionBody.Of(done.Line), GatewayJson.Default.ExceptionBody),
            ExceptionAnswer.Refused refused => Refused(refused.Why),
            ExceptionAnswer.NoException => new ProblemResult(Catalogue.ExceptionNotFound),
            _ => new ProblemResult(Catalogue.ExceptionMoved with { RetryAfterSeconds = 1 }),
        };
    }

    private static ProblemResult Refused(ExceptionRefusal why) => why switch
    {
        ExceptionRefusal.NotAPerson or ExceptionRefusal.NotTheirs => new ProblemResult(Catalogue.Forbidden),
        ExceptionRefusal.Over or ExceptionRefusal.NotAcknowledged =>
            new ProblemResult(Catalogue.ExceptionMoved, new Violation(Pointer.Root, Words.Of(why).Replace('_', '-'))),
        ExceptionRefusal.Malformed => ProblemResult.At(Pointer.Root, Catalogue.ValidationFailed),
        _ => new ProblemResult(
            Catalogue.ValidationFailed.Unprocessable, new Violation(Pointer.To("until"), Words.Of(why).Replace('_', '-'))),
    };

    private static Read<ExceptionQuestion> Asked(HttpContext http)
    {
        var query = http.Request.Query;
        var (state, kind, platform) = (query[State].FirstOrDefault() ?? Standing, query[Kind].FirstOrDefault(), query[Platform].FirstOrDefault());
        var (assignee, customer) = (query[Assignee].FirstOrDefault(), query[Customer].FirstOrDefault());
        ExceptionState? named = Words.TryRead<ExceptionState>(state, out var one) ? one : null;
        var id = default(CustomerId);
        var wrong = named is null && state is not (Standing or All) ? State
            : kind is not null && !Names.IsName(kind) ? Kind
            : platform is not null && !Names.IsName(platform) ? Platform
            : assignee is not null && !Parts.IsParty(assignee) ? Assignee
            : customer is not null && !CustomerId.TryParse(customer, out id) ? Customer
            : null;
        return wrong is not null
            ? ProblemResult.At(Pointer.Query(wrong), Catalogue.ValidationFailed)
            : new ExceptionQuestion(
                state == Standing, named, kind, platform is null ? null : new PlatformName(platform), assignee, customer is null ? null : id);
    }

    private static string? IdOf(HttpContext http) =>
        http.Request.RouteValues["exception"] is string id && OpaqueIds.Is(id, OpaqueIds.OfException) ? id : null;

    private static IExceptionDeskGrain Grain(HttpContext http) => Acts.Grains(http).GetGrain<IExceptionDeskGrain>(0);
}
