using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Problems;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Subscriptions;

/// <summary>Who is told of events at an address of their own.</summary>
internal static class SubscriptionRoutes
{
    private const string Tag = "events";
    private const string All = "/subscriptions";
    private const string One = All + "/{subscription}";

    private static readonly Problem[] Common =
    [
        C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.Forbidden, C.NotAcceptable, C.RateLimited, C.StoreUnavailable,
    ];

    public static void Map(RouteGroupBuilder api)
    {
        api.Map(HttpMethods.Post, All, "subscribe", SubscriptionViews.Add)
            .WithTags(Tag).WithSummary("Have an address told of events (Standard Webhooks, CloudEvents 1.0)")
            .WithDescription("For people who play a part that the policy names. The answer holds the secret that signs; only a retry is told it again.")
            .Accepts<SubscribeBody>("application/json").Produces<SignedSubscriptionBody>(StatusCodes.Status201Created)
            .WithMetadata(new NeedsOperationKey(), new AnswersWith("Location", OperationKey.ReplayHeader))
            .Fails(
            [
                .. Common, C.AmbiguousCredentials, C.CredentialInUrl, C.ValidationFailed, C.MalformedJson, C.InvalidUnicode, C.InvalidUnicode.Unprocessable,
                C.DuplicateProperty, C.UnknownProperty, C.TooDeep, C.CursorInvalid, C.CursorExpired, C.UnsafeDestination, C.TooManyItems,
                C.PayloadTooLarge, C.UnsupportedMediaType, C.IdempotencyKeyRequired, C.IdempotencyKeyReused, C.OutcomeUnknown,
            ]);
        api.Map(HttpMethods.Get, All, "listSubscriptions", SubscriptionViews.List)
            .WithTags(Tag).WithSummary("List who is told of events: one's own, and everybody's for those who approve policies")
            .Produces<SubscriptionsBody>().Fails(Common);
        api.Map(HttpMethods.Get, One, "getSubscription", SubscriptionViews.Find)
            .WithTags(Tag).WithSummary("Read how a subscription stands").Produces<SubscriptionBody>().Fails([.. Common, C.SubscriptionNotFound]);
        api.Map(HttpMethods.Delete, One, "unsubscribe", SubscriptionViews.Remove)
            .WithTags(Tag).WithSummary("End a subscription").Produces(StatusCodes.Status204NoContent)
            .Fails([.. Common, C.SubscriptionNotFound, C.OutcomeUnknown]);
        api.Map(HttpMethods.Post, One + "/secrets", "rotateSubscriptionSecret", SubscriptionViews.Rotate)
            .WithTags(Tag).WithSummary("Sign with a fresh secret")
            .WithDescription("The answer holds it; only a retry is told it again. For 24 hours the secret of before signs too.")
            .Produces<SignedSubscriptionBody>(StatusCodes.Status201Created)
            .WithMetadata(new NeedsOperationKey(), new AnswersWith(OperationKey.ReplayHeader))
            .Fails([.. Common, C.ValidationFailed, C.SubscriptionNotFound, C.IdempotencyKeyRequired, C.OutcomeUnknown]);
    }
}
