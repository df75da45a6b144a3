using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Segment;

/// <summary>Segment's batch of identify calls, its Profile API and the regulations of its Public API, all under one root and one token.</summary>
internal sealed class SimulatedSegment : ISimulatedProtocol
{
    private const int MostBytes = 500 * 1024;
    private const string Profile = "/v1/spaces/";
    private const string User = "/profiles/user_id:";
    private const string Traits = "/traits";
    private const string Regulations = "/regulations";

    // Message ids are remembered for at least a day; what is said again under one is answered and not applied.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _suppressed = new(StringComparer.Ordinal);
    private long _regulations;

    public string Word => "segment";

    // The Public API takes a token as such, the others as a user's name.
    public bool IsAuthorised(SimulatedRequest request, string token) => request.Headers.GetValueOrDefault("authorization") == (request.Path == Regulations
        ? "Bearer " + token
        : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(token + ":")));

    public SimulatedReply Unauthorised() => Error(401, "unauthorized");

    public SimulatedReply Throttled(string wait) => Error(429, "too_many_requests") with { Headers = [("Retry-After", wait)] };

    public IEnumerable<(string Name, string Value)> RateHeaders(int limit, int remaining, int resets) =>
    [
        ("X-RateLimit-Limit", limit.ToString(CultureInfo.InvariantCulture)), ("X-RateLimit-Remaining", remaining.ToString(CultureInfo.InvariantCulture)),
    ];

    public SimulatedReply Answer(SimulatedRequest request, Shelf shelf, Strike strike) => request.Method switch
    {
        "POST" when request.Path == "/v1/batch" => Batch(request, shelf, strike),
        "POST" when request.Path == Regulations => Regulate(request.Json(), shelf, strike),
        "GET" when request.Path.StartsWith(Profile, StringComparison.Ordinal) && request.Path.EndsWith(Traits, StringComparison.Ordinal)
            => Read(request, shelf, strike),
        _ => Error(404, "not_found"),
    };

    // Nearly everything is a success, whatever becomes of it.
    private SimulatedReply Batch(SimulatedRequest request, Shelf shelf, Strike strike)
    {
        if (request.Json() is not { } body || request.Body.Length > MostBytes)
        {
            return Error(400, "invalid");
        }

        var written = new List<WrittenItem>();
        var calls = body.Items("batch");
        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i].Text("type") != "identify" || calls[i].Text("userId") is not { Length: > 0 } key || calls[i].Text("messageId") is not { } message
                || strike.Of(FaultKind.ItemRefused, i) is not null)
            {
                continue;
            }

            // Told of somebody who is suppressed: answered as ever, and dropped.
            if (_suppressed.Contains(key))
            {
                continue;
            }

            var traits = calls[i]!["traits"].Members().Where(t => strike.Of(FaultKind.FieldGone, t.Key) is null).ToArray();
            if (_seen.Add(message))
            {
                shelf.Write(key, traits, Shelf.Product, strike);
            }

            written.Add(new WrittenItem(key, message, [.. traits.Select(t => t.Key)]));
        }

        return new SimulatedReply(200, new JsonObject { ["success"] = true }) { Written = written };
    }

    // Suppressed from now on, and deleted: the vendor takes days for that, the simulator none. UNSUPPRESS lets somebody in again.
    private SimulatedReply Regulate(JsonNode? body, Shelf shelf, Strike strike)
    {
        string[] keys = [.. body.Items("subjectIds").Select(k => k?.GetValue<string>() ?? "")];
        if (keys.Length == 0 || keys.Contains("") || body.Text("subjectType") != "USER_ID" || strike.Of(FaultKind.ItemRefused, 0) is not null)
        {
            return Error(422, "validation_failure");
        }

        switch (body.Text("regulationType"))
        {
            case "SUPPRESS_WITH_DELETE":
                _suppressed.UnionWith(keys);
                Array.ForEach(keys, k => shelf.Remove(k));
                break;
            case "UNSUPPRESS":
                _suppressed.ExceptWith(keys);
                break;
            default:
                return Error(422, "validation_failure");
        }

        var id = "reg_" + (++_regulations).ToString("d8", CultureInfo.InvariantCulture);
        return new SimulatedReply(200, new JsonObject { ["data"] = new JsonObject { ["regulateId"] = id } })
        {
            Written = [.. keys.Select(k => new WrittenItem(k, null, []))],
        };
    }

    private static SimulatedReply Read(SimulatedRequest request, Shelf shelf, Strike strike)
    {
        var at = request.Path.IndexOf(User, StringComparison.Ordinal);
        var key = at < 0 ? "" : request.Path[(at + User.Length)..^Traits.Length];
        if (shelf.Show(key, strike) is not { } record)
        {
            return Error(404, "not_found");
        }

        var asked = (request.Query.GetValueOrDefault("include") ?? "").Split(',');
        var traits = new JsonObject(record.Fields.Where(f => asked.Contains(f.Key)).Select(f => KeyValuePair.Create(f.Key, f.Value.Node())));
        return new SimulatedReply(200, new JsonObject { ["traits"] = traits, ["cursor"] = new JsonObject { ["has_more"] = false } });
    }

    private static SimulatedReply Error(int status, string code) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "The request could not be served." } });
}
