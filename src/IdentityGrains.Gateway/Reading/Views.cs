using System.Globalization;
using IdentityGrains.Client.Customers;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Explanations;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace IdentityGrains.Gateway.Reading;

/// <summary>Tells what is known of a customer.</summary>
internal static class Views
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    /// <summary>The version that a page of withdrawals ends before.</summary>
    public const string Before = "before";

    public static async Task<IResult> Customer(HttpContext http)
    {
        if (!MomentQuery.Of(http).Ok(out var moment, out var problem))
        {
            return problem;
        }

        return await Of(http, async customer => await customer.Get(moment, http.RequestAborted) switch
        {
            CustomerAnswer.Told told => Told(http, told.View),
            CustomerAnswer.NoVersion => new ProblemResult(Catalogue.VersionNotFound),
            CustomerAnswer.NotYet => MomentQuery.NotYet(),
            _ => new ProblemResult(Catalogue.SubjectNotFound),
        });
    }

    public static async Task<IResult> Explanation(HttpContext http)
    {
        if (http.Request.RouteValues["field"] is not string field || !Names.IsName(field))
        {
            return new ProblemResult(Catalogue.NotFound);
        }

        if (!MomentQuery.Of(http).Ok(out var moment, out var problem))
        {
            return problem;
        }

        return await Of(http, async customer => await customer.Explain(new FieldName(field), moment, http.RequestAborted) switch
        {
            ExplainAnswer.Told told => TypedResults.Json(ExplanationBody.Of(told.Explanation), GatewayJson.Default.ExplanationBody),
            ExplainAnswer.NoField => new ProblemResult(Catalogue.UnknownField with { Status = StatusCodes.Status404NotFound }),
            ExplainAnswer.NotYours => new ProblemResult(Catalogue.Forbidden),
            ExplainAnswer.NoVersion => new ProblemResult(Catalogue.VersionNotFound),
            ExplainAnswer.NotYet => MomentQuery.NotYet(),
            _ => new ProblemResult(Catalogue.SubjectNotFound),
        });
    }

    public static async Task<IResult> Journal(HttpContext http)
    {
        if (!Number(http, "from", 1, 1, long.MaxValue).Ok(out var from, out var problem)
            || !Limit(http).Ok(out var limit, out problem))
        {
            return problem;
        }

        return await Of(http, async customer => await customer.Journal(from, limit, http.RequestAborted) is { } page
            ? TypedResults.Json(JournalBody.Of(page), GatewayJson.Default.JournalBody)
            : new ProblemResult(Catalogue.SubjectNotFound));
    }

    public static Task<IResult> Holdings(HttpContext http) => Of(http, async customer =>
        await customer.Holdings(http.RequestAborted) is { } holdings
            ? TypedResults.Json(HoldingsBody.Of(holdings), GatewayJson.Default.HoldingsBody)
            : new ProblemResult(Catalogue.SubjectNotFound));

    public static async Task<IResult> Disclosures(HttpContext http)
    {
        if (!Cursor.OfDisclosures(http).Ok(out var after, out var problem) || !Limit(http).Ok(out var limit, out problem))
        {
            return problem;
        }

        return await Of(http, async customer => await customer.Disclosures(after ?? [], limit, http.RequestAborted) is { } page
            ? TypedResults.Json(DisclosuresBody.Of(page), GatewayJson.Default.DisclosuresBody)
            : new ProblemResult(Catalogue.SubjectNotFound));
    }

    public static async Task<IResult> Withdrawals(HttpContext http)
    {
        if (!Number(http, Before, long.MaxValue, 1, long.MaxValue).Ok(out var before, out var problem) || !Limit(http).Ok(out var limit, out problem))
        {
            return problem;
        }

        return await Of(http, async customer => await customer.Withdrawals(before == long.MaxValue ? null : before, limit, http.RequestAborted) is { } page
            ? TypedResults.Json(WithdrawalsBody.Of(page), GatewayJson.Default.WithdrawalsBody)
            : new ProblemResult(Catalogue.SubjectNotFound));
    }

    /// <summary>How many lines one page is to have.</summary>
    public static Read<int> Limit(HttpContext http) =>
        Number(http, "limit", DefaultLimit, 1, MaxLimit).Ok(out var limit, out var problem) ? (int)limit : problem;

    private static async Task<IResult> Of(HttpContext http, Func<ICustomerGrain, Task<IResult>> view)
    {
        if (!Conditions.VersionAtLeast(http).Ok(out var wanted, out var problem)
            || !(await CustomerAddress.Of(http).Find(http)).Ok(out var customer, out problem))
        {
            return problem;
        }

        var grain = Acts.Grains(http).Customer(customer);
        return wanted is { } version && await grain.Reach(version, http.RequestAborted) is { } reached && reached < version
            ? new ProblemResult(Catalogue.VersionNotReached) { Version = reached }
            : await view(grain);
    }

    private static IResult Told(HttpContext http, CustomerView view)
    {
        var tag = VersionTag.Of(view.Version);
        http.Response.Headers.ETag = tag;
        return Knows(http, tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(CustomerBody.Of(view), GatewayJson.Default.CustomerBody);
    }

    private static bool Knows(HttpContext http, string tag)
    {
        if (!EntityTagHeaderValue.TryParseList(http.Request.Headers.IfNoneMatch, out var known))
        {
            return false;
        }

        var current = new EntityTagHeaderValue(tag);
        return known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(current, useStrongComparison: false));
    }

    private static Read<long> Number(HttpContext http, string name, long otherwise, long least, long most)
    {
        if (!http.Request.Query.TryGetValue(name, out var given))
        {
            return otherwise;
        }

        return long.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : ProblemResult.At(Pointer.Query(name), Catalogue.ValidationFailed);
    }
}
