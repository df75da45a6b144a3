using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Intake;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Reconciling;

/// <summary>What platforms hold beside what they should hold. A run that is under way is not begun twice, so asking for one needs no idempotency key.</summary>
internal static class ReconcilingRoutes
{
    private const string Tag = "reconciliation";
    private const string Runs = "/platforms/{platform}/reconciliations";

    public static void Map(RouteGroupBuilder api)
    {
        api.Map(HttpMethods.Post, Runs, "startReconciliation", ReconcilingViews.Start)
            .WithTags(Tag).WithSummary("Look at a platform's copies now")
            .WithDescription("For people only. One run at a time: while one is under way, it is answered.")
            .Accepts<StartRunBody>("application/json").Produces<RunBegunBody>(StatusCodes.Status202Accepted)
            .Fails(
                C.AmbiguousCredentials, C.CredentialInUrl, C.ValidationFailed, C.MalformedJson, C.InvalidUnicode, C.InvalidUnicode.Unprocessable,
                C.DuplicateProperty, C.UnknownProperty, C.TooDeep, C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.Forbidden, NoPlatform,
                C.NotAcceptable, C.PayloadTooLarge, C.UnsupportedMediaType, C.RateLimited, C.OutcomeUnknown, C.StoreUnavailable);
        Read(api, Runs, "listReconciliations", ReconcilingViews.Runs)
            .WithSummary("List a platform's runs, the newest first").Produces<RunsBody>().Fails(NoPlatform);
        Read(api, Runs + "/{number}", "getReconciliation", ReconcilingViews.Run)
            .WithSummary("Read a run and what it found; latest for the newest").Produces<RunReportBody>().Fails(C.RunNotFound);
        Read(api, Runs + "/{number}/page", "printReconciliation", ReconcilingViews.Page)
            .WithSummary("The same as a page to be printed").WithMetadata(new AnswersAs("text", "html"))
            .Produces<string>(contentType: "text/html").Fails(C.RunNotFound);
        Read(api, Runs + "/{number}/table", "tabulateReconciliation", ReconcilingViews.Table)
            .WithSummary("Its drifts as a table").WithMetadata(new AnswersAs("text", "csv")).Produces<string>(contentType: "text/csv").Fails(C.RunNotFound);
        Read(api, "/conformance", "getConformance", ReconcilingViews.Conformance)
            .WithSummary("Read what every platform was shown to hold, by its newest finished run").Produces<RunsBody>();
        Read(api, "/drifts", "listDrifts", ReconcilingViews.Drifts)
            .WithSummary("List what differs at platforms, the newest first").WithMetadata(new QueryParameters(ReconcilingViews.Platform))
            .Produces<DriftsBody>().Fails(C.ValidationFailed);
        Read(api, "/drift-map", "mapDrifts", ReconcilingViews.DriftMap)
            .WithSummary("Read what every platform should hold and does, field by field, and what differs there").Produces<DriftMapBody>();
        api.Map(HttpMethods.Post, "/drifts/{customer}/{platform}/{field}/acceptance", "acceptDrift", ReconcilingViews.Accept)
            .WithTags(Tag).WithSummary("Have what stands at a platform asserted, because it may be right")
            .WithDescription(
                "For people only. It is read back and asserted by the source that the platform is, and that source's own rank decides. Where it loses, the "
                + "platform is told ours again.")
            .Accepts<AcceptDriftBody>("application/json").Produces<AcceptedDriftBody>()
            .Fails(
                C.AmbiguousCredentials, C.CredentialInUrl, C.ValidationFailed, C.MalformedJson, C.InvalidUnicode, C.InvalidUnicode.Unprocessable,
                C.DuplicateProperty, C.UnknownProperty, C.TooDeep, C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.Forbidden,
                C.DriftNotFound, C.DriftNotAcceptable, C.NotAcceptable, C.PayloadTooLarge, C.UnsupportedMediaType, C.RateLimited, C.OutcomeUnknown,
                C.StoreUnavailable, C.PlatformSilent);
        Read(api, "/withdrawals", "listWithdrawals", ReconcilingViews.Withdrawals)
            .WithSummary("List withdrawals that are not shown to be over, the oldest first")
            .WithMetadata(new QueryParameters(ReconcilingViews.Platform, Cursor.Name, "limit")).Produces<OpenWithdrawalsBody>()
            .Fails(C.ValidationFailed, C.DuplicateParameter);
    }

    private static Problems.Problem NoPlatform => C.UnknownPlatform with { Status = StatusCodes.Status404NotFound };

    private static RouteHandlerBuilder Read(RouteGroupBuilder api, string pattern, string name, Func<HttpContext, Task<IResult>> view) =>
        api.Map(HttpMethods.Get, pattern, name, view).WithTags(Tag)
            .Fails(C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.Forbidden, C.NotAcceptable, C.RateLimited, C.StoreUnavailable);
}
