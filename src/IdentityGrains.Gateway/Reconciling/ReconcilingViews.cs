using System.Globalization;
using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using IdentityGrains.Gateway.Reading;

namespace IdentityGrains.Gateway.Reconciling;

/// <summary>Tells what platforms hold beside what they should hold, and has them looked at.</summary>
internal static class ReconcilingViews
{
    /// <summary>How many runs and drifts one answer has at most.</summary>
    public const int Listed = 1_000;

    /// <summary>Of which platform.</summary>
    public const string Platform = "platform";

    private const string Newest = "latest";

    public static async Task<IResult> Start(HttpContext http)
    {
        if (!(await RequestBody.Json(http, GatewayJson.Default.StartRunBody)).Ok(out var body, out var problem)
            || !body.Asked().Ok(out var mode, out problem))
        {
            return problem;
        }

        return PlatformOf(http) is not { } platform ? NoPlatform : await Grain(http).Start(platform, mode, CancellationToken.None) switch
        {
            StartAnswer.Begun begun => TypedResults.Json(
                new RunBegunBody(platform.Value, begun.Number), GatewayJson.Default.RunBegunBody, statusCode: StatusCodes.Status202Accepted),
            StartAnswer.NotAPerson => new ProblemResult(Catalogue.Forbidden),
            _ => NoPlatform,
        };
    }

    public static async Task<IResult> Runs(HttpContext http) =>
        PlatformOf(http) is { } platform && await Grain(http).Runs(platform, Listed, http.RequestAborted) is { } runs
            ? TypedResults.Json(new RunsBody([.. runs.Select(RunBody.Of)]), GatewayJson.Default.RunsBody)
            : NoPlatform;

    public static Task<IResult> Run(HttpContext http) =>
        Report(http, r => TypedResults.Json(RunReportBody.Of(r), GatewayJson.Default.RunReportBody));

    public static Task<IResult> Page(HttpContext http) => Report(http, r =>
    {
        // The page is told of by its own words alone: nothing is loaded, and nothing in it runs.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        return TypedResults.Text(RunPage.Write(r), RunPage.MediaType, System.Text.Encoding.UTF8);
    });

    public static Task<IResult> Table(HttpContext http) =>
        Report(http, r => TypedResults.Text(RunTable.Write(r), RunTable.MediaType, System.Text.Encoding.UTF8));

    public static async Task<IResult> Conformance(HttpContext http)
    {
        var runs = await Grain(http).Conformance(http.RequestAborted);
        return TypedResults.Json(new RunsBody([.. runs.Select(RunBody.Of)]), GatewayJson.Default.RunsBody);
    }

    public static async Task<IResult> Drifts(HttpContext http)
    {
        if (!PlatformAsked(http).Ok(out var platform, out var problem))
        {
            return problem;
        }

        var drifts = await Grain(http).Drifts(platform, Listed, http.RequestAborted);
        return TypedResults.Json(new DriftsBody([.. drifts.Select(DriftBody.Of)]), GatewayJson.Default.DriftsBody);
    }

    public static async Task<IResult> DriftMap(HttpContext http) =>
        TypedResults.Json(DriftMapBody.Of(await Grain(http).DriftMap(http.RequestAborted)), GatewayJson.Default.DriftMapBody);

    public static async Task<IResult> Accept(HttpContext http)
    {
        if (!(await RequestBody.Json(http, GatewayJson.Default.AcceptDriftBody)).Ok(out var body, out var problem))
        {
            return problem;
        }

        if (body.Wrong() is { } wrong)
        {
            return wrong;
        }

        if (PlatformOf(http) is not { } platform || http.Request.RouteValues["field"] is not string field || !Names.IsName(field)
            || !CustomerId.TryParse(http.Request.RouteValues["customer"] as string, out var customer))
        {
            return new ProblemResult(Catalogue.DriftNotFound);
        }

        return await Grain(http).AcceptDrift(customer, platform, new FieldName(field), CancellationToken.None) switch
        {
            DriftAnswer.Done done => TypedResults.Json(AcceptedDriftBody.Of(done), GatewayJson.Default.AcceptedDriftBody),
            DriftAnswer.Refused { Why: DriftRefusal.NotAPerson or DriftRefusal.NotTheirs } => new ProblemResult(Catalogue.Forbidden),
            DriftAnswer.Refused refused => new ProblemResult(
                Catalogue.DriftNotAcceptable, new Violation(Pointer.Root, Words.Of(refused.Why).Replace('_', '-'))),
            DriftAnswer.Silent => new ProblemResult(Catalogue.PlatformSilent),
            _ => new ProblemResult(Catalogue.DriftNotFound),
        };
    }

    public static async Task<IResult> Withdrawals(HttpContext http)
    {
        if (!PlatformAsked(http).Ok(out var platform, out var problem) || !Cursor.OfWithdrawals(http).Ok(out var after, out problem)
            || !Views.Limit(http).Ok(out var limit, out problem))
        {
            return problem;
        }

        var page = await Grain(http).Withdrawals(platform, after, limit, http.RequestAborted);
        return TypedResults.Json(OpenWithdrawalsBody.Of(page), GatewayJson.Default.OpenWithdrawalsBody);
    }

    private static async Task<IResult> Report(HttpContext http, Func<RunReport, IResult> tell)
    {
        var number = http.Request.RouteValues["number"] as string;
        var isNumber = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var named) && named > 0;
        return PlatformOf(http) is { } platform && (isNumber || number == Newest)
            && await Grain(http).Run(platform, isNumber ? named : 0, Listed, http.RequestAborted) is { } report
            ? tell(report)
            : new ProblemResult(Catalogue.RunNotFound);
    }

    private static Read<PlatformName?> PlatformAsked(HttpContext http)
    {
        PlatformName? every = null;
        return http.Request.Query[Platform].FirstOrDefault() is not { } asked ? every
            : Names.IsName(asked) ? (PlatformName?)new PlatformName(asked)
            : ProblemResult.At(Pointer.Query(Platform), Catalogue.ValidationFailed);
    }

    private static ProblemResult NoPlatform => new(Catalogue.UnknownPlatform with { Status = StatusCodes.Status404NotFound });

    private static PlatformName? PlatformOf(HttpContext http) =>
        http.Request.RouteValues["platform"] is string name && Names.IsName(name) ? new PlatformName(name) : null;

    private static ILookingBackGrain Grain(HttpContext http) => Acts.Grains(http).GetGrain<ILookingBackGrain>(0);
}
