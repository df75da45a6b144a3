using System.Diagnostics;
using IdentityGrains.Client.Subscriptions;
using IdentityGrains.Domain;
using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Subscriptions;

/// <summary>Begins, tells and ends subscriptions.</summary>
internal static class SubscriptionViews
{
    public static async Task<IResult> Add(HttpContext http)
    {
        if (!OperationKey.Read(http).Ok(out var operation, out var problem)
            || !(await RequestBody.Json(http, GatewayJson.Default.SubscribeBody)).Ok(out var body, out problem)
            || !body.Asked(operation).Ok(out var asked, out problem))
        {
            return problem;
        }

        var answer = await Grain(http).Add(asked, CancellationToken.None);
        if (answer is SubscriptionAnswer.Signed signed)
        {
            http.Response.Headers.Location = "/v1/subscriptions/" + signed.Line.Id;
        }

        return Told(http, answer);
    }

    public static async Task<IResult> List(HttpContext http) => await Grain(http).All(http.RequestAborted) is { } all
        ? TypedResults.Json(new SubscriptionsBody([.. all.Select(SubscriptionBody.Of)]), GatewayJson.Default.SubscriptionsBody)
        : new ProblemResult(Catalogue.Forbidden);

    public static Task<IResult> Find(HttpContext http) => Of(http, id => Grain(http).Find(id, http.RequestAborted));

    public static Task<IResult> Remove(HttpContext http) => Of(http, id => Grain(http).Remove(id, CancellationToken.None));

    public static async Task<IResult> Rotate(HttpContext http) => OperationKey.Read(http).Ok(out var operation, out var problem)
        ? await Of(http, id => Grain(http).Rotate(id, operation, CancellationToken.None))
        : problem;

    private static async Task<IResult> Of(HttpContext http, Func<string, Task<SubscriptionAnswer>> ask) =>
        // What cannot be an id names nothing, and costs the cluster nothing.
        http.Request.RouteValues["subscription"] is string id && OpaqueIds.Is(id, OpaqueIds.OfSubscription)
            ? Told(http, await ask(id))
            : new ProblemResult(Catalogue.SubscriptionNotFound);

    private static IResult Told(HttpContext http, SubscriptionAnswer answer)
    {
        if (answer is SubscriptionAnswer.Signed { Replayed: true })
        {
            http.Response.Headers[OperationKey.ReplayHeader] = "true";
        }

        return Told(answer);
    }

    private static IResult Told(SubscriptionAnswer answer) => answer switch
    {
        SubscriptionAnswer.Told told => TypedResults.Json(SubscriptionBody.Of(told.Line), GatewayJson.Default.SubscriptionBody),
        SubscriptionAnswer.Signed signed => TypedResults.Json(
            new SignedSubscriptionBody(SubscriptionBody.Of(signed.Line), signed.Secret), GatewayJson.Default.SignedSubscriptionBody,
            statusCode: StatusCodes.Status201Created),
        SubscriptionAnswer.Removed => TypedResults.NoContent(),
        SubscriptionAnswer.NotAllowed => new ProblemResult(Catalogue.Forbidden),
        SubscriptionAnswer.NotFound => new ProblemResult(Catalogue.SubscriptionNotFound),
        SubscriptionAnswer.Reused => ProblemResult.At(Pointer.Header(OperationKey.Header), Catalogue.IdempotencyKeyReused),
        SubscriptionAnswer.Malformed malformed => SubscribeBody.Problem(malformed.Flaw),
        SubscriptionAnswer.UnsafeDestination => ProblemResult.At(Pointer.To("url"), Catalogue.UnsafeDestination),
        SubscriptionAnswer.TooMany => new ProblemResult(Catalogue.TooManyItems),
        SubscriptionAnswer.CursorInvalid => new ProblemResult(Catalogue.CursorInvalid),
        SubscriptionAnswer.CursorExpired => new ProblemResult(Catalogue.CursorExpired),
        _ => throw new UnreachableException(),
    };

    private static ISubscriptionsGrain Grain(HttpContext http) => Acts.Grains(http).GetGrain<ISubscriptionsGrain>(0);
}
