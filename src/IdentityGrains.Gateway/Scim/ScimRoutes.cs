using System.Text.Json.Nodes;
using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Scim;

/// <summary>The SCIM 2.0 server: what a directory writes here is what its source says, decided as anything that a source says.</summary>
internal static class ScimRoutes
{
    public const string Prefix = ScimMessage.Root + "/v2";
    public const string Users = "/Users";

    private const string User = Users + "/{customer}";

    private static readonly Problem[] OfEveryCall =
    [
        C.AmbiguousCredentials, C.CredentialInUrl, C.DuplicateParameter, C.ValidationFailed, C.InvalidCredential, C.CredentialExpired,
        C.WrongEnvironment, C.Forbidden, C.NotFound, C.NotAcceptable, C.RateLimited, C.StoreUnavailable,
    ];

    private static readonly Problem[] OfEveryBody =
    [
        .. OfEveryCall, C.MalformedJson, C.InvalidUnicode, C.DuplicateProperty, C.UnknownProperty, C.TooDeep, C.PayloadTooLarge,
        C.UnsupportedMediaType, C.RequestTimeout,
    ];

    private static readonly Problem[] OfEveryWrite =
    [
        .. OfEveryBody, C.FieldAuthorityDenied, C.NotMutable, C.FieldImmutable, C.UnknownField, C.InvalidEmail, C.InvalidPhone, C.InvalidCharacters,
        C.StaleAssertion, C.TooManyItems, C.IdempotencyKeyReused, C.InvalidProof, C.ReplayDetected, C.DeadlineExceeded, C.OutcomeUnknown,
    ];

    private static readonly QueryParameters Selection = new(AttributeSelection.Attributes, AttributeSelection.ExcludedAttributes);

    public static void Map(RouteGroupBuilder scim)
    {
        Read(scim, "/ServiceProviderConfig", "scimConfig", Discovery.Config, "Read what the SCIM server can do");
        Read(scim, "/ResourceTypes", "scimResourceTypes", Discovery.ResourceTypes, "List the types of resources");
        Read(scim, "/ResourceTypes/{resource}", "scimResourceType", Discovery.ResourceType, "Read a type of resources");
        Read(scim, "/Schemas", "scimSchemas", Discovery.Schemas, "List the schemas of a user, as they are for the source that asks");
        Read(scim, "/Schemas/{schema}", "scimSchema", Discovery.Schema, "Read a schema");

        Read(scim, Users, "scimUsers", UserViews.Users, "Find the user that a filter names")
            .WithMetadata(new QueryParameters(
                UserViews.Filter, UserViews.StartIndex, UserViews.Count, AttributeSelection.Attributes, AttributeSelection.ExcludedAttributes))
            .Fails(C.InvalidFilter, C.InvalidPath, C.TooManyResults);
        Read(scim, User, "scimUser", UserViews.User, "Read a user")
            .WithMetadata(Selection, new AnswersWith("ETag")).Produces(StatusCodes.Status304NotModified).Fails(C.SubjectNotFound, C.InvalidPath);
        Body(scim, HttpMethods.Post, "/.search", "scimSearch", UserViews.Search, "Find the user that a filter names, asked in a body")
            .Produces<JsonObject>(StatusCodes.Status200OK, ScimMessage.ContentType).WithMetadata(new IsRead())
            .Fails([.. OfEveryBody, C.InvalidFilter, C.InvalidPath, C.TooManyResults]);

        Body(scim, HttpMethods.Post, Users, "scimCreateUser", UserActs.Create, "Begin a customer's record with what the source knows")
            .Produces<JsonObject>(StatusCodes.Status201Created, ScimMessage.ContentType)
            .WithMetadata(Selection, new KeepsConditions(Conditions.RequestDeadline), new TakesOperationKey())
            .WithMetadata(new AnswersWith("ETag", "Location", OperationKey.ReplayHeader))
            .Fails([.. OfEveryWrite, C.CustomerExists, C.KeyTaken, C.MayNotCreate, C.IdempotencyKeyRequired]);
        Change(scim, HttpMethods.Put, "scimReplaceUser", UserActs.Replace, "Say all that the source says of a customer");
        Change(scim, HttpMethods.Patch, "scimPatchUser", UserActs.Patch, "Say some of what the source says of a customer")
            .Fails(C.InvalidPath, C.InvalidFilter, C.NoTarget);
        Body(scim, HttpMethods.Post, "/Bulk", "scimBulk", BulkActs.Bulk, "Do several of these one after the other")
            .Produces<JsonObject>(StatusCodes.Status200OK, ScimMessage.ContentType)
            .WithMetadata(new TakesBodyOf(ScimLimits.BulkBytes), new KeepsConditions(Conditions.RequestDeadline), new TakesOperationKey())
            .Fails([.. OfEveryBody, C.OutcomeUnknown]);
    }

    private static RouteHandlerBuilder Change(
        RouteGroupBuilder scim, string method, string name, Func<HttpContext, Task<IResult>> handler, string summary) =>
        Body(scim, method, User, name, handler, summary)
            .Produces<JsonObject>(StatusCodes.Status200OK, ScimMessage.ContentType)
            .WithMetadata(Selection, new KeepsConditions(Conditions.IfMatch, Conditions.RequestDeadline), new TakesOperationKey())
            .WithMetadata(new AnswersWith("ETag", OperationKey.ReplayHeader))
            .Fails([.. OfEveryWrite, C.SubjectNotFound, C.VersionConflict with { Status = StatusCodes.Status412PreconditionFailed }]);

    private static RouteHandlerBuilder Read(
        RouteGroupBuilder scim, string pattern, string name, Func<HttpContext, Task<IResult>> handler, string summary) =>
        Described(scim.Map(HttpMethods.Get, pattern, name, handler), summary)
            .Produces<JsonObject>(StatusCodes.Status200OK, ScimMessage.ContentType).Fails(OfEveryCall);

    private static RouteHandlerBuilder Body(
        RouteGroupBuilder scim, string method, string pattern, string name, Func<HttpContext, Task<IResult>> handler, string summary) =>
        Described(scim.Map(method, pattern, name, handler), summary).Accepts<JsonObject>(ScimMessage.ContentType, ScimMessage.JsonType);

    private static RouteHandlerBuilder Described(RouteHandlerBuilder route, string summary) => route.WithTags("scim").WithSummary(summary);

    // As SCIM tells them.
    private static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params Problem[] problems)
    {
        var told = problems.Select(p => p with { Status = ScimMessage.StatusOf(p) }).ToArray();
        foreach (var status in told.Select(p => p.Status).Distinct())
        {
            route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(JsonObject), [ScimMessage.ContentType]));
        }

        return route.WithMetadata(new FailsWith(told));
    }
}
