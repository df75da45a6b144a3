using IdentityGrains.Client.Governance;
using IdentityGrains.Domain;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Governance;

/// <summary>Tells by which rules is decided, and how deliveries stand.</summary>
internal static class GovernanceViews
{
    public static async Task<IResult> Policy(HttpContext http) => TypedResults.Json(
        PolicyBody.Of(await Grain(http).InForce(http.RequestAborted), await Grain(http).Sweep(http.RequestAborted)), GatewayJson.Default.PolicyBody);

    public static async Task<IResult> Authority(HttpContext http)
    {
        if (http.Request.RouteValues["field"] is not string field || !Names.IsName(field))
        {
            return new ProblemResult(Catalogue.NotFound);
        }

        return await Grain(http).Authority(new FieldName(field), http.RequestAborted) is { } authority
            ? TypedResults.Json(AuthorityBody.Of(authority), GatewayJson.Default.AuthorityBody)
            : new ProblemResult(Catalogue.UnknownField with { Status = StatusCodes.Status404NotFound });
    }

    public static async Task<IResult> Deliveries(HttpContext http)
    {
        var counts = await Grain(http).Deliveries(http.RequestAborted);
        return TypedResults.Json(new DeliveriesBody([.. counts.Select(DeliveryCountBody.Of)]), GatewayJson.Default.DeliveriesBody);
    }

    private static IPolicyGrain Grain(HttpContext http) => Acts.Grains(http).GetGrain<IPolicyGrain>(0);
}
