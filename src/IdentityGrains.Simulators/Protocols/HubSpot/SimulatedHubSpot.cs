using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.HubSpot;

/// <summary>
/// HubSpot's batch upsert and batch read of contacts, archiving and deletion for good. Its variants, in words separated by commas: <c>whole</c> refuses a batch
/// whole for one bad input, as without trace ids; <c>unnamed</c> answers several statuses whose errors name nobody; <c>daily</c> counts its limit by the day.
/// </summary>
internal sealed partial class SimulatedHubSpot : ISimulatedProtocol
{
    /// <summary>The property that holds our key.</summary>
    public const string IdProperty = "ig_customer_id";

    private const string Whole = "whole";
    private const string Unnamed = "unnamed";
    private const string Daily = "daily";

    private readonly bool _daily;
    private readonly long _windowMilliseconds;
    private readonly HubSpotUpsert _upsert;

    public SimulatedHubSpot(SimulatedPlatformOptions platform)
    {
        var words = platform.Variant.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Except([Whole, Unnamed, Daily], StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"HubSpot has no variant {unknown}.", nameof(platform));
        }

        (_daily, _windowMilliseconds) = (words.Contains(Daily), (long)platform.RatePer.TotalMilliseconds);
        _upsert = new HubSpotUpsert(words.Contains(Whole), words.Contains(Unnamed));
    }

    public string Word => "hubspot";

    public bool IsAuthorised(SimulatedRequest request, string token) => request.Headers.GetValueOrDefault("authorization") == "Bearer " + token;

    public SimulatedReply Unauthorised() => Error(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");

    public SimulatedReply Throttled(string wait)
    {
        var body = new JsonObject
        {
            ["status"] = "error", ["message"] = "You have reached your limit.", ["errorType"] = "RATE_LIMIT",
            ["policyName"] = _daily ? "DAILY" : "TEN_SECONDLY_ROLLING",
        };
        return new SimulatedReply(429, body) { Headers = [("Retry-After", wait)] };
    }

    public IEnumerable<(string Name, string Value)> RateHeaders(int limit, int remaining, int resets) => _daily
        ? [("X-HubSpot-RateLimit-Daily", Number(limit)), ("X-HubSpot-RateLimit-Daily-Remaining", Number(remaining)),
            ("X-HubSpot-RateLimit-Max", "100"), ("X-HubSpot-RateLimit-Remaining", "99"), ("X-HubSpot-RateLimit-Interval-Milliseconds", "10000")]
        : [("X-HubSpot-RateLimit-Daily", "250000"), ("X-HubSpot-RateLimit-Daily-Remaining", "249999"), ("X-HubSpot-RateLimit-Max", Number(limit)),
            ("X-HubSpot-RateLimit-Remaining", Number(remaining)), ("X-HubSpot-RateLimit-Interval-Milliseconds", Number(_windowMilliseconds))];

    public SimulatedReply Answer(SimulatedRequest request, Shelf shelf, Strike strike)
    {
        var path = Root().Replace(request.Path, "");
        return (request.Method, path) switch
        {
            _ when path == request.Path => NoSuchPath(),
            ("POST", "/batch/upsert") => _upsert.Answer(request.Json(), shelf, strike),
            ("POST", "/batch/read") => HubSpotReading.Batch(request.Json(), shelf, strike),
            ("POST", "/gdpr-delete") => Delete(request.Json().Text("objectId"), shelf),
            ("DELETE", { Length: > 1 }) => Delete(path[1..], shelf),
            _ => NoSuchPath(),
        };
    }

    /// <summary>An error as HubSpot words it.</summary>
    public static SimulatedReply Error(int status, string category, string message) =>
        new(status, new JsonObject { ["status"] = "error", ["message"] = message, ["category"] = category, ["correlationId"] = Guid.Empty.ToString() });

    // By HubSpot's own id and nothing else; an id of nobody is no error.
    private static SimulatedReply Delete(string? id, Shelf shelf)
    {
        if (id is null || !id.All(char.IsAsciiDigit))
        {
            return Error(400, "VALIDATION_ERROR", "The id is no record id.");
        }

        if (shelf.FindById(id) is { } record)
        {
            shelf.Remove(record.Key);
        }

        return new SimulatedReply(204);
    }

    private static SimulatedReply NoSuchPath() => new(404) { Text = "<html><title>404</title></html>", MediaType = "text/html" };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^/crm/(v\d/objects|objects/\d{4}-\d{2})/contacts(?=/)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Root();
}
