namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>Every route of the gateway. One that is added without a row here fails a test.</summary>
internal static class RouteRows
{
    /// <summary>A value that must not come back, whatever is wrong around it.</summary>
    public const string Canary = "Kanarienvogel";

    private const string ById = "/v1/customers/{customer}", ByKey = "/v1/customers/by-key/{source}/{key}";
    private const string At = "\"observedAt\":\"{at}\"";
    private const string NoException = "exc_00000000000000000000000000000000";
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
        .. Both(RouteKind.View, "GET", "/disclosures", null, 200),
        .. Both(RouteKind.View, "GET", "/withdrawals", null, 200),
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
        new(
            RouteKind.Question, "POST", "/v1/platforms/{platform}/reconciliations", "/v1/platforms/commerce/reconciliations", "{\"mode\":\"full\"}", 403),
        new(RouteKind.View, "GET", "/v1/platforms/{platform}/reconciliations", "/v1/platforms/commerce/reconciliations", null, 404),
        new(
            RouteKind.View, "GET", "/v1/platforms/{platform}/reconciliations/{number}", "/v1/platforms/commerce/reconciliations/9999", null, 404),
        new(
            RouteKind.View, "GET", "/v1/platforms/{platform}/reconciliations/{number}/page", "/v1/platforms/commerce/reconciliations/9999/page", null, 404),
        new(
            RouteKind.View, "GET", "/v1/platforms/{platform}/reconciliations/{number}/table", "/v1/platforms/commerce/reconciliations/9999/table", null, 404),
        new(RouteKind.View, "GET", "/v1/conformance", "/v1/conformance", null, 200),
        new(RouteKind.View, "GET", "/v1/drifts", "/v1/drifts", null, 200),
        new(RouteKind.View, "GET", "/v1/drift-map", "/v1/drift-map", null, 200),
        new(
            RouteKind.Question, "POST", "/v1/drifts/{customer}/{platform}/{field}/acceptance", "/v1/drifts/{id}/commerce/given_name/acceptance",
            "{\"take\":\"theirs\"}", 403)
        {
            Required = ["take"],
        },
        new(RouteKind.View, "GET", "/v1/withdrawals", "/v1/withdrawals", null, 200),
        new(RouteKind.View, "GET", "/v1/exceptions", "/v1/exceptions", null, 200),
        .. Scim(),
        // What is answered when nothing is wrong has no end.
        new(RouteKind.View, "GET", "/v1/events", "/v1/events", null, 400) { Headers = ["Last-Event-ID: 1"] },
        new(RouteKind.Question, "POST", "/v1/subscriptions", "/v1/subscriptions", "{\"url\":\"https://a.example/" + Canary + "\"}", 403)
        {
            Required = ["url"], Headers = ["Idempotency-Key: subscribe"],
        },
        new(RouteKind.View, "GET", "/v1/subscriptions", "/v1/subscriptions", null, 403),
        new(RouteKind.View, "GET", "/v1/subscriptions/{subscription}", "/v1/subscriptions/sub_1", null, 404),
        new(RouteKind.View, "DELETE", "/v1/subscriptions/{subscription}", "/v1/subscriptions/sub_1", null, 404),
        new(RouteKind.View, "POST", "/v1/subscriptions/{subscription}/secrets", "/v1/subscriptions/sub_1/secrets", null, 404)
        {
            Headers = ["Idempotency-Key: fresh"],
        },
        new(RouteKind.View, "GET", "/v1/exceptions/{exception}", "/v1/exceptions/" + NoException, null, 404),
        new(
            RouteKind.Question, "POST", "/v1/exceptions/{exception}/acknowledgement", $"/v1/exceptions/{NoException}/acknowledgement",
            "{\"case\":\"CASE-17\"}", 403),
        new(RouteKind.Question, "POST", "/v1/exceptions/{exception}/resolution", $"/v1/exceptions/{NoException}/resolution", "{\"how\":\"fixed\"}", 403)
        {
            Required = ["how"],
        },
        new(
            RouteKind.Question, "POST", "/v1/exceptions/{exception}/acceptance", $"/v1/exceptions/{NoException}/acceptance",
            "{\"until\":\"{at}\",\"reason\":\"vendor_limit\"}", 403)
        {
            Required = ["until", "reason"], Instant = "until",
        },
        new(RouteKind.Callback, "POST", "/v1/acks/{delivery}", "/v1/acks/dlv_1", "{\"state\":\"" + Canary + "\"}", 404),
        new(RouteKind.Health, "GET", "/health/live", "/health/live", null, 200),
        new(RouteKind.Health, "GET", "/health/ready", "/health/ready", null, 200),
        new(RouteKind.Health, "GET", "/version", "/version", null, 200),
        new(RouteKind.Health, "GET", "/openapi/{documentName}.json", "/openapi/v1.json", null, 200),
    ];

    /// <summary>The key by which the example's source knows its customer.</summary>
    public const string Key = "table-1";

    private static IEnumerable<RouteRow> Scim()
    {
        const string Message = "urn:ietf:params:scim:api:messages:2.0:", User = "urn:ietf:params:scim:schemas:core:2.0:User", Root = "/scim/v2";
        string[] views = ["/ServiceProviderConfig", "/ResourceTypes", "/ResourceTypes/{resource}", "/Schemas", "/Schemas/{schema}", "/Users/{customer}"];
        string Body(string schema, string members) => "{\"schemas\":[\"" + schema + "\"]," + members + "}";
        var person = "\"name\":{\"givenName\":\"" + Canary + "\"}";
        return
        [
            .. views.Select(v => new RouteRow(RouteKind.View, "GET", Root + v, Root + v.Replace("{resource}", "User", StringComparison.Ordinal)
                .Replace("{schema}", User, StringComparison.Ordinal).Replace("{customer}", "{id}", StringComparison.Ordinal), null, 200)),
            new(RouteKind.View, "GET", Root + "/Users", Root + "/Users", null, 400),
            new(RouteKind.Scim, "POST", Root + "/.search", Root + "/.search", Body(Message + "SearchRequest", "\"filter\":\"id eq \\\"x\\\"\""), 200)
            {
                Required = ["schemas"],
            },
            new(RouteKind.Scim, "POST", Root + "/Users", Root + "/Users", Body(User, "\"userName\":\"{fresh}\"," + person), 201)
            {
                Required = ["schemas", "userName"],
            },
            new(RouteKind.Scim, "PUT", Root + "/Users/{customer}", Root + "/Users/{id}", Body(User, $"\"userName\":\"{Key}\"," + person), 200)
            {
                Required = ["schemas", "userName"],
            },
            new(
                RouteKind.Scim, "PATCH", Root + "/Users/{customer}", Root + "/Users/{id}",
                Body(Message + "PatchOp", "\"Operations\":[{\"op\":\"add\",\"value\":{" + person + "}}]"), 200)
            {
                Required = ["schemas", "Operations"],
            },
            new(RouteKind.Scim, "POST", Root + "/Bulk", Root + "/Bulk", Body(Message + "BulkRequest", "\"Operations\":[]"), 200)
            {
                Required = ["schemas", "Operations"],
            },
        ];
    }

    private static IEnumerable<RouteRow> Act(string path, string body, int well, params string[] required) =>
        Both(RouteKind.Act, "POST", path, body, well).Select(r => r with { Required = required, Instant = "observedAt" });

    private static IEnumerable<RouteRow> Both(RouteKind kind, string method, string path, string? body, int well)
    {
        var target = path.Replace("{field}", kind == RouteKind.View ? "given_name" : "email", StringComparison.Ordinal);
        yield return new RouteRow(kind, method, ById + path, "/v1/customers/{id}" + target, body, well);
        yield return new RouteRow(kind, method, ByKey + path, $"/v1/customers/by-key/crm/{Key}" + target, body, well);
    }
}
