using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Explanations;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using IdentityGrains.Gateway.Reading;
using IdentityGrains.Gateway.Rollback;
using IdentityGrains.Gateway.Signals;
using IdentityGrains.Gateway.Verifications;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Customers;

/// <summary>What can be asked of a customer. Each address exists twice: by our id, and by a source's own key.</summary>
internal static class CustomerRoutes
{
    private const string ById = "/customers/{customer}";
    private const string ByKey = "/customers/by-key/{source}/{key}";

    private static readonly Problem[] OfEveryCall =
    [
        C.AmbiguousCredentials, C.CredentialInUrl, C.DuplicateParameter, C.ValidationFailed, C.InvalidCredential, C.CredentialExpired,
        C.WrongEnvironment, C.Forbidden, C.NotFound, C.SubjectNotFound, C.NotAcceptable, C.RateLimited, C.StoreUnavailable,
    ];

    private static readonly Problem[] OfEveryWrite =
    [
        .. OfEveryCall, C.MalformedJson, C.InvalidUnicode, C.InvalidUnicode.Unprocessable, C.DuplicateProperty, C.UnknownProperty, C.TooDeep,
        C.PayloadTooLarge, C.UnsupportedMediaType, C.ObservedInFuture, C.TooManyItems, C.IdempotencyKeyReused, C.IdempotencyKeyRequired, C.OutcomeUnknown,
        C.InvalidProof, C.ReplayDetected, C.DeadlineExceeded, C.RequestTimeout,
    ];

    public static void Map(RouteGroupBuilder api)
    {
        api.Map(HttpMethods.Post, "/customers", "createCustomer", Acts.Create)
            .WithTags("customers").WithSummary("Begin a customer's record")
            .WithDescription("With a key, the same customer is never created twice: a retried or interrupted creation is finished.")
            .Accepts<CreateBody>("application/json").Produces<ReceiptBody>(StatusCodes.Status201Created)
            .WithMetadata(new IsWrite(), new KeepsConditions(Conditions.RequestDeadline))
            .WithMetadata(new AnswersWith("ETag", "Location", OperationKey.ReplayHeader))
            .Fails([.. OfEveryWrite.Where(p => p != C.SubjectNotFound), C.CustomerExists, C.MayNotCreate, C.ForeignKey, C.KeyTaken]);

        Act<AttachKeyBody>(api, "/keys", "attachKey", GatewayJson.Default.AttachKeyBody, (b, o, c) => b.Command(o, c),
            "Attach a further key of the source", C.ForeignKey, C.KeyTaken);
        Act<Fields.AssertBody>(api, "/assertions", "assertFields", GatewayJson.Default.AssertBody, (b, o, c) => b.Command(o, c),
            "Say what fields were at a time", C.UnknownField, C.FieldAuthorityDenied, C.ValidationFailed.Unprocessable, C.InvalidEmail,
            C.InvalidPhone, C.InvalidCharacters, C.FieldImmutable, C.StaleAssertion, C.EvidenceUnknown);
        Act<Consents.ConsentBody>(api, "/consents", "recordConsent", GatewayJson.Default.ConsentBody, (b, o, c) => b.Command(o, c),
            "Grant or withdraw a consent", Consents.WithdrawalBody.Mended, C.UnknownPurpose, C.NotAuthoritative, C.InsufficientProof,
            C.EvidenceMissing, C.EvidenceUnknown, C.NoticeUnknown, C.AgeGate, C.NeedsOwnDecision);
        Act<Restriction.RestrictionBody>(api, "/restriction", "restrictProcessing", GatewayJson.Default.RestrictionBody, (b, o, c) => b.Command(o, c),
            "Restrict processing, or end the restriction", C.NotAuthoritative, C.InsufficientProof, C.EvidenceMissing, C.EvidenceUnknown);

        Verification(api);
        Act<SignalBody>(api, "/signals", "recordSignal", GatewayJson.Default.SignalBody, (b, o, c) => b.Command(o, c),
            "Hand on a privacy signal of the customer's browser or consent dialogue", C.SignalInvalid);
        Rollback(api);

        View<CustomerBody>(api, "", "getCustomer", Views.Customer, "Read the customer",
            r => AsOf(r).WithMetadata(new AnswersWith("ETag")).Produces(StatusCodes.Status304NotModified));
        View<ExplanationBody>(api, "/explain/{field}", "explainField", Views.Explanation, "Explain why a field is what it is, and who may know it",
            r => AsOf(r).Fails(C.UnknownField with { Status = StatusCodes.Status404NotFound }));
        View<JournalBody>(api, "/journal", "readJournal", Views.Journal, "Read entries of the record, oldest first",
            r => r.WithMetadata(new QueryParameters("from", "limit")));
        View<DisclosuresBody>(api, "/disclosures", "listDisclosures", Views.Disclosures, "List what was told of the customer, to whom and why, oldest first",
            r => r.WithMetadata(new QueryParameters(Cursor.Name, "limit")));
        View<WithdrawalsBody>(api, "/withdrawals", "followWithdrawals", Views.Withdrawals,
            "List what was taken back of the customer's permissions, newest first, and how far platforms followed",
            r => r.WithMetadata(new QueryParameters(Views.Before, "limit")));
        View<HoldingsBody>(api, "/holdings", "readHoldings", Views.Holdings, "Read what each platform is believed to hold", _ => { });
    }

    private static void Verification(RouteGroupBuilder api) => Both(
        HttpMethods.Post, api, "/verifications/{field}", "verifyContact",
        http => Acts.Perform(http, GatewayJson.Default.VerifyBody, (b, o, c) => b.Command(o, c, http)),
        route => Written<VerifyBody>(route, "Ask for a code, bring it, stop or undo a change, or report that a contact point cannot be reached")
            .Fails([.. OfEveryWrite, C.UnknownField, C.NotAuthoritative, C.NothingToVerify, C.VersionConflict, C.CodeInvalid,
                C.FieldAuthorityDenied, C.InsufficientProof, C.InvalidEmail, C.InvalidPhone, C.ValidationFailed.Unprocessable]));

    private static void Rollback(RouteGroupBuilder api)
    {
        Problem[] refusals = [C.NotAuthoritative, C.EvidenceMissing, C.UnknownField, C.VersionNotFound, C.OnlyStricter];
        Both(
            HttpMethods.Post, api, "/rollbacks", "rollBack",
            http => Acts.Perform(http, GatewayJson.Default.RollbackBody, (b, o, c) => b.Command(o, c), Rollbacks.Refused),
            route => Written<RollbackBody>(route, "Undo what was recorded, by one more entry").Fails([.. OfEveryWrite, .. refusals]));
        Both(
            HttpMethods.Post, api, "/rollbacks/preview", "previewRollback", Rollbacks.Preview,
            route => route.WithTags("views").WithSummary("Tell what a rollback would do; nothing is recorded")
                .Accepts<RollbackBody>("application/json").Produces<RollbackPreviewBody>().WithMetadata(new IsRead())
                .Fails([.. OfEveryWrite.Except([C.IdempotencyKeyReused, C.IdempotencyKeyRequired, C.OutcomeUnknown, C.DeadlineExceeded]), .. refusals]));
    }

    private static void Act<T>(
        RouteGroupBuilder api, string path, string name, JsonTypeInfo<T> type, Func<T, OperationId, CustomerId, Read<CustomerCommand>> read,
        string summary, params Problem[] problems)
        where T : class => Act(api, path, name, type, read, summary, mend: null, problems);

    private static void Act<T>(
        RouteGroupBuilder api, string path, string name, JsonTypeInfo<T> type, Func<T, OperationId, CustomerId, Read<CustomerCommand>> read,
        string summary, Func<JsonElement, JsonElement>? mend, params Problem[] problems)
        where T : class
    {
        Both(
            HttpMethods.Post, api, path, name, http => Acts.Perform(http, type, read, mend: mend),
            route => Written<T>(route, summary).Fails([.. OfEveryWrite, .. problems]));
    }

    private static RouteHandlerBuilder Written<T>(RouteHandlerBuilder route, string summary)
        where T : class => route
            .WithTags("acts").WithSummary(summary).Accepts<T>("application/json").Produces<ReceiptBody>()
            .WithMetadata(new IsWrite(), new KeepsConditions(Conditions.IfMatch, Conditions.RequestDeadline))
            .WithMetadata(new AnswersWith("ETag", OperationKey.ReplayHeader))
            .Fails(C.VersionConflict with { Status = StatusCodes.Status412PreconditionFailed });

    private static void View<T>(
        RouteGroupBuilder api, string path, string name, Func<HttpContext, Task<IResult>> handler, string summary, Action<RouteHandlerBuilder> more)
    {
        Both(HttpMethods.Get, api, path, name, handler, route =>
        {
            route.WithTags("views").WithSummary(summary).Produces<T>().WithMetadata(new KeepsConditions(Conditions.IfVersionAtLeast))
                .Fails([.. OfEveryCall, C.VersionNotReached]);
            more(route);
        });
    }

    private static RouteHandlerBuilder AsOf(RouteHandlerBuilder route) =>
        route.WithMetadata(new QueryParameters(MomentQuery.Version, MomentQuery.At)).Fails(C.VersionNotFound, C.ValidationFailed.Unprocessable);

    private static void Both(
        string method, RouteGroupBuilder api, string path, string name, Func<HttpContext, Task<IResult>> handler, Action<RouteHandlerBuilder> describe)
    {
        describe(api.Map(method, ById + path, name, handler));
        describe(api.Map(method, ByKey + path, name + "ByKey", handler));
    }
}
