using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

namespace MyPlatform.Connector.Tests;

/// <summary>
/// The platform as its documentation tells it: a function from requests to answers over a shelf of records. It shares no code with the connector, so that a
/// misunderstanding shows. Errors, resets, latency, rates, tokens and the log are the simulator's: here are only the faults that strike single items.
/// </summary>
public sealed class SimulatedMyPlatform : ISimulatedProtocol
{
    private const string List = "/v1/customers";

    /// <inheritdoc/>
    public string Word => "myplatform";

    /// <inheritdoc/>
    public bool IsAuthorised(SimulatedRequest request, string token) => request.Headers.GetValueOrDefault("authorization") == "Bearer " + token;

    /// <inheritdoc/>
    public SimulatedReply Unauthorised() => Error(401, "token_refused");

    /// <inheritdoc/>
    public SimulatedReply Throttled(string wait) => Error(429, "too_many_requests") with { Headers = [("Retry-After", wait)] };

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> RateHeaders(int limit, int remaining, int resets) =>
        [("X-RateLimit-Remaining", remaining.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    public SimulatedReply Answer(SimulatedRequest request, Shelf shelf, Strike strike) => (request.Method, request.Path) switch
    {
        ("POST", List + "/batch") => Store(request.Json()?["customers"] as JsonArray ?? [], shelf, strike),
        ("GET", List) => Show(request.Query, shelf, strike),
        ("DELETE", _) when request.Path.StartsWith(List + "/", StringComparison.Ordinal) =>
            shelf.Remove(request.Path[(List.Length + 1)..]) ? new SimulatedReply(204) : Error(404, "not_found"),
        _ => Error(404, "not_found"),
    };

    private static SimulatedReply Store(JsonArray customers, Shelf shelf, Strike strike)
    {
        var (results, written) = (new List<JsonNode?>(), new List<WrittenItem>());
        for (var i = 0; i < customers.Count; i++)
        {
            var key = (string)customers[i]!["key"]!;
            var values = customers[i]!["values"]!.AsObject().ToDictionary(v => v.Key, v => JsonSerializer.SerializeToElement(v.Value));
            if (strike.Of(FaultKind.ItemRefused, i) is { } refused)
            {
                results.Add(Refused(key, refused.Code ?? "invalid", null));
            }
            else if (values.Keys.FirstOrDefault(p => strike.Of(FaultKind.FieldGone, p) is not null) is { } gone)
            {
                results.Add(Refused(key, "unknown_field", gone));
            }
            else if (!(bool)customers[i]!["create"]! && shelf.Find(key) is null)
            {
                results.Add(new JsonObject { ["key"] = key, ["status"] = "absent" });
            }
            else
            {
                shelf.Write(key, values, Shelf.Product, strike);
                written.Add(new WrittenItem(key, null, [.. values.Keys]));
                if (strike.Of(FaultKind.ItemMissing, i) is null)
                {
                    results.Add(new JsonObject { ["key"] = key, ["status"] = "stored" });
                }
            }
        }

        if (strike.Has(FaultKind.ItemsReordered))
        {
            results.Reverse();
        }

        return new SimulatedReply(200, new JsonObject { ["results"] = new JsonArray([.. results]) }) { Written = written };
    }

    private static SimulatedReply Show(IReadOnlyDictionary<string, string> query, Shelf shelf, Strike strike)
    {
        var paths = query["values"].Split(',');
        var customers = query["keys"].Split(',').Select(k => shelf.Show(k, strike)).OfType<ShelfRecord>().Select(r => new JsonObject
        {
            ["key"] = strike.Has(FaultKind.ForeignRecord) ? "another-" + r.Key : r.Key,
            ["values"] = new JsonObject(
                r.Fields.Where(f => paths.Contains(f.Key)).Select(f => KeyValuePair.Create(f.Key, JsonNode.Parse(f.Value.GetRawText())))),
        });
        return new SimulatedReply(200, new JsonObject { ["customers"] = new JsonArray([.. customers]) });
    }

    private static JsonObject Refused(string key, string code, string? field) =>
        new() { ["key"] = key, ["status"] = "refused", ["code"] = code, ["field"] = field };

    private static SimulatedReply Error(int status, string code) => new(status, new JsonObject { ["error"] = code });
}
