using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Intake;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Exceptions;

/// <summary>
/// What somebody has to look at, and what people do about it. An act that was done already is answered as it is, so it may be repeated without an idempotency
/// key.
/// </summary>
internal static class ExceptionRoutes
{
    private const string Tag = "exceptions";
    private const string One = "/exceptions/{exception}";

    public static void Map(RouteGroupBuilder api)
    {
        Read(api, "/exceptions", "listExceptions", ExceptionViews.List)
            .WithSummary("List what somebody has to look at, the newest first")
            .WithDescription("Those that stand; with state=all also those that are over, and with a state's word those alone that stand there.")
            .WithMetadata(new QueryParameters(
                ExceptionViews.State, ExceptionViews.Kind, ExceptionViews.Platform, ExceptionViews.Assignee, ExceptionViews.Customer, Cursor.Name, "limit"))
            .Produces<ExceptionsBody>().Fails(C.ValidationFailed, C.DuplicateParameter);
        Read(api, One, "getException", ExceptionViews.Find)
            .WithSummary("Read an exception and what became of it").Produces<ExceptionStoryBody>().Fails(C.ExceptionNotFound);
        Act<AcknowledgeBody>(api, "/acknowledgement", "acknowledgeException", ExceptionViews.Acknowledge, "Take an exception up, in a case if there is one");
        Act<ResolveBody>(api, "/resolution", "resolveException", ExceptionViews.Resolve, "Say that an exception is over")
            .WithDescription("If its cause stands still, another one is opened that follows this one.");
        Act<AcceptBody>(api, "/acceptance", "acceptException", ExceptionViews.Accept, "Ask that an exception stay as it is for a while, or agree to that")
            .WithDescription("It takes two persons: the second names the same instant.").Fails(C.ValidationFailed.Unprocessable);
    }

    private static RouteHandlerBuilder Read(RouteGroupBuilder api, string pattern, string name, Func<HttpContext, Task<IResult>> view) =>
        api.Map(HttpMethods.Get, pattern, name, view).WithTags(Tag)
            .Fails(C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.Forbidden, C.NotAcceptable, C.RateLimited, C.StoreUnavailable);

    private static RouteHandlerBuilder Act<T>(RouteGroupBuilder api, string act, string name, Func<HttpContext, Task<IResult>> view, string summary)
        where T : class =>
        api.Map(HttpMethods.Post, One + act, name, view).WithTags(Tag).WithSummary(summary)
            .Accepts<T>("application/json").Produces<ExceptionBody>()
            .Fails(
                C.AmbiguousCredentials, C.CredentialInUrl, C.ValidationFailed, C.MalformedJson, C.InvalidUnicode, C.InvalidUnicode.Unprocessable,
                C.DuplicateProperty, C.UnknownProperty, C.TooDeep, C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.Forbidden,
                C.ExceptionNotFound, C.ExceptionMoved, C.NotAcceptable, C.PayloadTooLarge, C.UnsupportedMediaType, C.RateLimited, C.OutcomeUnknown,
                C.StoreUnavailable);
}
