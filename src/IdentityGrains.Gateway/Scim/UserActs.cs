using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Hands requests about one user over as what their source says, and tells the resource that results.</summary>
internal static class UserActs
{
    public static Task<IResult> Create(HttpContext http) => Act(http, (ask, body) => UserCreation.Create(ask, body));

    public static Task<IResult> Replace(HttpContext http) => Change(http, UserChange.Replace);

    public static Task<IResult> Patch(HttpContext http) => Change(http, UserChange.Patch);

    /// <summary>The resource with what became of what was said.</summary>
    public static JsonObject Resource(UserDone done, UserAsk ask)
    {
        var user = ResourceWriting.Of(done.View, ask.Mapping, ask.Http);
        ResourceWriting.Outcomes(user, done.Receipt?.Fields ?? [], done.Ignored);
        return user;
    }

    private static Task<IResult> Change(HttpContext http, Func<UserAsk, Domain.Customers.CustomerId, JsonElement, Task<Read<UserDone>>> act) =>
        Act(http, async (ask, body) => UserAsk.Named(http.Request.RouteValues["customer"] as string).Ok(out var customer, out var nobody)
            ? await act(ask, customer, body)
            : nobody);

    private static async Task<IResult> Act(HttpContext http, Func<UserAsk, JsonElement, Task<Read<UserDone>>> act)
    {
        // The body is read before anybody is asked: what is misshapen costs the cluster nothing.
        if (!UserSelection(http).Ok(out var selection, out var problem) || !(await ScimBody.Of(http)).Ok(out var body, out problem)
            || !(await UserAsk.Of(http)).Ok(out var ask, out problem) || !(await act(ask, body)).Ok(out var done, out problem))
        {
            return problem;
        }

        var headers = http.Response.Headers;
        headers.ETag = ScimTag.Of(done.View.Version);
        if (done.Replayed)
        {
            headers[OperationKey.ReplayHeader] = "true";
        }

        if (done.Status == StatusCodes.Status201Created)
        {
            headers.Location = ResourceWriting.Location(http, done.View.Customer);
        }

        return new ScimResult(selection.Of(Resource(done, ask)), done.Status);
    }

    /// <summary>Which attributes the address asks for.</summary>
    public static Read<AttributeSelection> UserSelection(HttpContext http) => AttributeSelection.Of(
        Query(http, AttributeSelection.Attributes), Query(http, AttributeSelection.ExcludedAttributes), Pointer.Query);

    /// <summary>A parameter of the address; null when it is absent.</summary>
    public static string? Query(HttpContext http, string name) => http.Request.Query.TryGetValue(name, out var given) ? given.ToString() : null;
}
