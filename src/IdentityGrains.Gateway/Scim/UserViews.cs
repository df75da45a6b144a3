using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Tells users: one by its address, or whom a filter names.</summary>
internal static class UserViews
{
    public const string Filter = "filter";
    public const string StartIndex = "startIndex";
    public const string Count = "count";

    public static async Task<IResult> User(HttpContext http)
    {
        if (!UserActs.UserSelection(http).Ok(out var selection, out var problem)
            || !UserAsk.Named(http.Request.RouteValues["customer"] as string).Ok(out var customer, out problem)
            || !(await UserAsk.Bound(http)).Ok(out var mapping, out problem)
            || !(await UserAsk.See(http, customer)).Ok(out var view, out problem))
        {
            return problem;
        }

        http.Response.Headers.ETag = ScimTag.Of(view.Version);
        return ScimTag.Knows(http, view.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : new ScimResult(selection.Of(ResourceWriting.Of(view, mapping, http)));
    }

    /// <summary>Whom the filter in the address names.</summary>
    public static async Task<IResult> Users(HttpContext http) =>
        UserActs.UserSelection(http).Ok(out var selection, out var problem)
            && Number(UserActs.Query(http, StartIndex), Pointer.Query(StartIndex), 1).Ok(out var start, out problem)
            && Number(UserActs.Query(http, Count), Pointer.Query(Count), ScimLimits.Results).Ok(out var count, out problem)
            ? await List(http, UserActs.Query(http, Filter), Pointer.Query(Filter), start, count, selection)
            : problem;

    /// <summary>The same, asked in a body, so that no name stands in an address (RFC 7644, 3.4.3).</summary>
    public static async Task<IResult> Search(HttpContext http)
    {
        if (!(await ScimBody.Of(http)).Ok(out var body, out var problem)
            || !Members.Of(
                body, Pointer.Root, "schemas", Filter, StartIndex, Count, AttributeSelection.Attributes,
                AttributeSelection.ExcludedAttributes).Ok(out var members, out problem))
        {
            return problem;
        }

        var pointer = (string name) => Pointer.To(name);
        return members.NotOf(ScimSchemas.SearchRequest) is { } other ? other
            : members.Text(Filter, Pointer.Root).Ok(out var filter, out problem)
                && Names(members, AttributeSelection.Attributes).Ok(out var only, out problem)
                && Names(members, AttributeSelection.ExcludedAttributes).Ok(out var without, out problem)
                && AttributeSelection.Of(only, without, pointer).Ok(out var selection, out problem)
                && Number(members.Find(StartIndex)?.GetRawText(), pointer(StartIndex), 1).Ok(out var start, out problem)
                && Number(members.Find(Count)?.GetRawText(), pointer(Count), ScimLimits.Results).Ok(out var count, out problem)
            ? await List(http, filter, pointer(Filter), start, count, selection)
            : problem;
    }

    private static async Task<IResult> List(HttpContext http, string? text, string pointer, long start, long count, AttributeSelection selection)
    {
        if (!(await UserAsk.Bound(http)).Ok(out var mapping, out var problem) || !UserFilter.Of(text, mapping, pointer).Ok(out var filter, out problem))
        {
            return problem;
        }

        if (filter is null)
        {
            // Keys are kept as keyed digests, in no order that a page could continue: to list them would be to go through everybody.
            return ProblemResult.At(pointer, Catalogue.TooManyResults);
        }

        var found = await Find(http, filter, mapping);
        var page = start == 1 && count > 0 && found is not null;
        return new ScimResult(new JsonObject
        {
            ["schemas"] = new JsonArray(ScimSchemas.ListResponse), ["totalResults"] = found is null ? 0 : 1, ["startIndex"] = start,
            ["itemsPerPage"] = page ? 1 : 0,
            ["Resources"] = page ? new JsonArray(selection.Of(ResourceWriting.Of(found!, mapping, http, filter.Keys.Count > 0 ? filter.Keys[0] : null))) : [],
        });
    }

    // What cannot be an id or a key names nobody: a filter that was refused for its value would tell what values are.
    private static async Task<CustomerView?> Find(HttpContext http, UserFilter filter, UserMapping mapping)
    {
        var customers = new HashSet<CustomerId>();
        foreach (var id in filter.Ids)
        {
            customers.Add(CustomerId.TryParse(id, out var customer) ? customer : default);
        }

        foreach (var text in filter.Keys)
        {
            var known = NativeKey.TryParse(mapping.Source.Source, text, out var key)
                ? await Acts.Grains(http).GetGrain<ICrosswalkGrain>(0).Find(key, http.RequestAborted)
                : null;
            customers.Add(known ?? default);
        }

        return customers.Count == 1 && customers.Single() is var one && one != default && (await UserAsk.See(http, one)).Ok(out var view, out _) ? view : null;
    }

    // Out of range is the nearest that is in it (RFC 7644, 3.4.2.4).
    private static Read<long> Number(string? text, string pointer, long otherwise) =>
        text is null ? otherwise
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, otherwise == 1 ? 1 : 0, otherwise == 1 ? long.MaxValue : ScimLimits.Results)
        : ProblemResult.At(pointer, Catalogue.ValidationFailed);

    private static Read<string?> Names(Members members, string name) => members.Find(name) switch
    {
        null => (string?)null,
        { ValueKind: JsonValueKind.Array } names when names.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String) =>
            string.Join(',', names.EnumerateArray().Select(n => n.GetString())),
        _ => ProblemResult.At(Pointer.To(name), Catalogue.ValidationFailed),
    };
}
