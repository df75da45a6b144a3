using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Segment;

/// <summary>Segment's batch of identify calls and its Profile API, both under one root and one token.</summary>
internal sealed class SimulatedSegment : ISimulatedProtocol
{
    private const int MostBytes = 500 * 1024;
    private const string Profile = "/v1/spaces/";
    private const string User = "/profiles/user_id:";
    private const string Traits = "/traits";

    // Message ids are remembered for at least a day; what is said again under one is answered and not applied.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public string Word => "segment";

    public bool IsAuthorised(SimulatedRequest request, string token) =>
        request.Headers.GetValueOrDefault("authorization") == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(token + ":"));

    public SimulatedReply Unauthorised() => Error(401, "unauthorized");

    public SimulatedReply Throttled(string wait) => Error(429, "too_many_requests") with { Headers = [("Retry-After", wait)] };

    public IEnumerable<(string Name, string Value)> RateHeaders(int limit, int remaining, int resets) =>
    [
        ("X-RateLimit-Limit", limit.ToString(CultureInfo.InvariantCulture)), ("X-RateLimit-Remaining", remaining.ToString(CultureInfo.InvariantCulture)),
    ];

    public SimulatedReply Answer(SimulatedRequest request, Shelf shelf, Strike strike) => request.Method switch
    {
        "POST" when request.Path == "/v1/batch" => Batch(request, shelf, strike),
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

            var traits = calls[i]!["traits"].Members().Where(t => strike.Of(FaultKind.FieldGone, t.Key) is null).ToArray();
            if (_seen.Add(message))
            {
                shelf.Write(key, traits, Shelf.Product, strike);
            }

            written.Add(new WrittenItem(key, message, [.. traits.Select(t => t.Key)]));
        }

        return new SimulatedReply(200, new JsonObject { ["success"] = true }) { Written = written };
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
