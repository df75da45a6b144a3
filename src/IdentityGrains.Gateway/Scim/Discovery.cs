using System.Text.Json.Nodes;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Tells what the server can do, and what a user has for the source that asks (RFC 7644, 4).</summary>
internal static class Discovery
{
    public static Task<IResult> Config(HttpContext http) => Task.FromResult<IResult>(new ScimResult(new JsonObject
    {
        ["schemas"] = new JsonArray(ScimSchemas.ProviderConfig),
        ["patch"] = Supported(true),
        ["bulk"] = With(Supported(true), ("maxOperations", ScimLimits.BulkOperations), ("maxPayloadSize", ScimLimits.BulkBytes)),
        ["filter"] = With(Supported(true), ("maxResults", ScimLimits.Results)),
        ["changePassword"] = Supported(false),
        ["sort"] = Supported(false),
        ["etag"] = Supported(true),
        ["authenticationSchemes"] = new JsonArray(new JsonObject
        {
            ["type"] = "oauthbearertoken", ["name"] = "Bearer token", ["description"] = "The token of the source's service identity (JWT).",
            ["primary"] = true,
        }),
        ["meta"] = Meta(http, "ServiceProviderConfig", "/ServiceProviderConfig"),
    }));

    public static Task<IResult> ResourceTypes(HttpContext http) => Task.FromResult<IResult>(new ScimResult(List(UserType(http))));

    public static Task<IResult> ResourceType(HttpContext http) => Task.FromResult<IResult>(
        http.Request.RouteValues["resource"] as string == "User" ? new ScimResult(UserType(http)) : new ProblemResult(Catalogue.NotFound));

    public static async Task<IResult> Schemas(HttpContext http) =>
        (await UserAsk.Bound(http)).Ok(out var mapping, out var problem) ? new ScimResult(List([.. All(mapping, http)])) : problem;

    public static async Task<IResult> Schema(HttpContext http)
    {
        if (!(await UserAsk.Bound(http)).Ok(out var mapping, out var problem))
        {
            return problem;
        }

        var named = All(mapping, http).FirstOrDefault(s => s["id"]!.GetValue<string>() == http.Request.RouteValues["schema"] as string);
        return named is null ? new ProblemResult(Catalogue.NotFound) : new ScimResult(named);
    }

    private static IEnumerable<JsonObject> All(UserMapping mapping, HttpContext http) => UserSchemas.Of(mapping).Select(s =>
    {
        s["meta"] = Meta(http, "Schema", "/Schemas/" + s["id"]!.GetValue<string>());
        return s;
    });

    private static JsonObject UserType(HttpContext http) => new()
    {
        ["schemas"] = new JsonArray(ScimSchemas.ResourceType), ["id"] = "User", ["name"] = "User", ["endpoint"] = ScimRoutes.Users,
        ["description"] = "A customer, as the source that asks may see it.", ["schema"] = ScimSchemas.User,
        ["schemaExtensions"] = new JsonArray([.. ScimSchemas.All.Skip(1).Select(s => new JsonObject { ["schema"] = s, ["required"] = false })]),
        ["meta"] = Meta(http, "ResourceType", "/ResourceTypes/User"),
    };

    private static JsonObject List(params JsonObject[] resources) => new()
    {
        ["schemas"] = new JsonArray(ScimSchemas.ListResponse), ["totalResults"] = resources.Length, ["startIndex"] = 1,
        ["itemsPerPage"] = resources.Length, ["Resources"] = new JsonArray([.. resources]),
    };

    private static JsonObject Meta(HttpContext http, string type, string path) => new()
    {
        ["resourceType"] = type, ["location"] = $"{http.Request.Scheme}://{http.Request.Host}{ScimRoutes.Prefix}{path}",
    };

    private static JsonObject Supported(bool supported) => new() { ["supported"] = supported };

    private static JsonObject With(JsonObject of, params (string Name, int Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            of[name] = value;
        }

        return of;
    }
}
