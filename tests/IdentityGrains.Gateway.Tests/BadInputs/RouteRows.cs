namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>Every route of the gateway. One that is added without a row here fails a test.</summary>
internal static class RouteRows
{
    /// <summary>A value that must not come back, whatever is wrong around it.</summary>
    public const string Canary = "Kanarienvogel";

    private const string ById = "/v1/customers/{customer}", ByKey = "/v1/customers/by-key/{source}/{key}";
    private const string At = "\"observedAt\":\"{at}\"";
    private const string Nothing = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string Evidence = "\"evidence\":[{\"kind\":\"case_reference\",\"reference\":\"" + Canary + "\"}]";

    public static readonly IReadOnlyList<RouteRow> All =
    [
        new(RouteKind.Act, "POST", "/v1/customers", "/v1/customers", "{" + At + ",\"key\":{\"source\":\"crm\",\"key\":\"{fresh}\"}}", 201)
        {
            Required = ["observedAt"], Instant = "observedAt",
        },
        .. Act("/keys", "{" + At + ",\"key\":{\"source\":\"crm\",\"key\":\"{fresh}\"}}", 200, "observedAt", "key"),
        .. Act("/assertions", "{" + At + ",\"fields\":{\"given_name\":\"" + Canary + "\"}}", 200, "observedAt", "fields"),
        .. Act("/consents", "{" + At + ",\"purpose\":\"personalisation\",\"decision\":\"withdrawn\"}", 200, "observedAt", "purpose", "decision"),
        .. Act("/restriction", "{" + At + ",\"decision\":\"restrict\"}", 200, "observedAt", "decision"),
        .. Act("/verifications/{field}", "{" + At + ",\"act\":\"request\"}", 403, "observedAt", "act"),
        .. Act("/signals", "{" + At + ",\"kind\":\"gpc\",\"text\":\"1\"}", 200, "observedAt", "kind", "text"),
        .. Act("/rollbacks", "{" + At + ",\"changeSet\":1," + Evidence + "}", 403, "observedAt"),
        .. Both(RouteKind.Question, "POST", "/rollbacks/preview", "{" + At + ",\"changeSet\":1," + Evidence + "}", 403)
            .Select(r => r with { Required = ["observedAt"], Instant = "observedAt" }),
        .. Both(RouteKind.View, "GET", "", null, 200),
        .. Both(RouteKind.View, "GET", "/explain/{field}", null, 200),
        .. Both(RouteKind.View, "GET", "/journal", null, 200),
        .. Both(RouteKind.View, "GET", "/holdings", null, 200),
        new(RouteKind.Question, "POST", "/v1/decide", "/v1/decide", "{\"customer\":\"{id}\",\"purpose\":\"personalisation\",\"fields\":[\"email\"]}", 200)
        {
            Required = ["customer", "purpose", "fields"],
        },
        new(RouteKind.Document, "POST", "/v1/policies", "/v1/policies", "identitygrains: {" + Canary + ": 1}", 403),
        new(RouteKind.View, "GET", "/v1/policies", "/v1/policies", null, 200),
        new(RouteKind.View, "GET", "/v1/policies/{hash}", "/v1/policies/" + Nothing, null, 404),
        new(RouteKind.Question, "POST", "/v1/policies/{hash}/approvals", $"/v1/policies/{Nothing}/approvals", "{\"role\":\"chief-privacy-officer\"}", 404)
        {
            Required = ["role"],
        },
        new(RouteKind.Question, "POST", "/v1/policies/{hash}/activation", $"/v1/policies/{Nothing}/activation", "{\"effectiveAt\":null}", 403)
        {
            Instant = "effectiveAt",
        },
        new(RouteKind.View, "GET", "/v1/policy", "/v1/policy", null, 200),
        new(RouteKind.View, "GET", "/v1/authority/{field}", "/v1/authority/email", null, 200),
        new(RouteKind.View, "GET", "/v1/deliveries", "/v1/deliveries", null, 200),
        new(RouteKind.Callback, "POST", "/v1/acks/{delivery}", "/v1/acks/dlv_1", "{\"state\":\"" + Canary + "\"}", 404),
        new(RouteKind.Health, "GET", "/health/live", "/health/live", null, 200),
        new(RouteKind.Health, "GET", "/health/ready", "/health/ready", null, 200),
        new(RouteKind.Health, "GET", "/version", "/version", null, 200),
        new(RouteKind.Health, "GET", "/openapi/{documentName}.json", "/openapi/v1.json", null, 200),
    ];

    /// <summary>The key by which the example's source knows its customer.</summary>
    public const string Key = "table-1";

    private static IEnumerable<RouteRow> Act(string path, string body, int well, params string[] required) =>
        Both(RouteKind.Act, "POST", path, body, well).Select(r => r with { Required = required, Instant = "observedAt" });

    private static IEnumerable<RouteRow> Both(RouteKind kind, string method, string path, string? body, int well)
    {
        var target = path.Replace("{field}", kind == RouteKind.View ? "given_name" : "email", StringComparison.Ordinal);
        yield return new RouteRow(kind, method, ById + path, "/v1/customers/{id}" + target, body, well);
        yield return new RouteRow(kind, method, ByKey + path, $"/v1/customers/by-key/crm/{Key}" + target, body, well);
    }
}
