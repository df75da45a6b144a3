using Orleans.Dashboard;

namespace IdentityGrains.Silo.Operators;

/// <summary>The Orleans dashboard, behind the operator's sign-in, without the two doors through which it would show what grains hold or log.</summary>
internal static class Dashboard
{
    /// <summary>Where it stands.</summary>
    public const string Route = "/orleans";

    public static void Map(WebApplication app)
    {
        // Grain state is personal data; an operator has no business in it. The page shows the rest without it.
        app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments(Route, StringComparison.OrdinalIgnoreCase, out var rest)
                && rest.StartsWithSegments("/GrainState", StringComparison.OrdinalIgnoreCase))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            return next(http);
        });
        app.MapOrleansDashboard(routePrefix: Route).RequireAuthorization(OperatorSignIn.Scheme).ExcludeFromDescription();
        OperatorSignIn.Map(app, Route + "/");
    }
}
