using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Uses;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Uses;

/// <summary>Asks whether fields may be used. It is a POST because the question has a body; it writes nothing and needs no idempotency key.</summary>
internal static class UseRoutes
{
    public static void Map(RouteGroupBuilder api) => api.Map(HttpMethods.Post, "/decide", "decide", Decide)
        .WithTags("views").WithSummary("Decide whether fields may be used for a purpose, or told to a platform for it")
        .WithDescription("Decided on everything that was acknowledged before: a withdrawal counts from the next question on. It holds no value.")
        .Accepts<DecideBody>("application/json").Produces<UseBody>().WithMetadata(new IsRead())
        .Fails(
            C.AmbiguousCredentials, C.CredentialInUrl, C.ValidationFailed, C.MalformedJson, C.InvalidUnicode, C.InvalidUnicode.Unprocessable,
            C.DuplicateProperty, C.UnknownProperty, C.TooDeep, C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.PurposeDenied,
            C.SubjectNotFound, C.NotAcceptable, C.PayloadTooLarge, C.UnsupportedMediaType, C.TooManyItems, C.UnknownPurpose, C.UnknownField,
            C.UnknownPlatform, C.RateLimited, C.StoreUnavailable);

    private static async Task<IResult> Decide(HttpContext http)
    {
        if (!(await RequestBody.Json(http, GatewayJson.Default.DecideBody)).Ok(out var body, out var problem)
            || !body.Whom().Ok(out var customer, out problem)
            || !body.Question().Ok(out var question, out problem))
        {
            return problem;
        }

        return await Acts.Grains(http).Customer(customer).Decide(question, http.RequestAborted) switch
        {
            UseAnswer.Decided told => TypedResults.Json(UseBody.Of(told), GatewayJson.Default.UseBody),
            UseAnswer.NoPurpose => ProblemResult.At(Pointer.To("purpose"), C.UnknownPurpose),
            UseAnswer.NoPlatform => ProblemResult.At(Pointer.To("platform"), C.UnknownPlatform),
            UseAnswer.NoFields none => body.NotKnown(none.Unknown),
            UseAnswer.Denied => ProblemResult.At(Pointer.To("purpose"), C.PurposeDenied),
            _ => new ProblemResult(C.SubjectNotFound),
        };
    }
}
