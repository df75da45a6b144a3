using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.SecurityEvents;

/// <summary>A receiver of security event tokens (RFC 8935): it takes each token that it trusts once, and answers 202 whatever it does with it.</summary>
internal sealed class SimulatedSecurityEvents : ISimulatedProtocol
{
    private const string Changed = "urn:identitygrains:event:customer-fields-changed";
    private const string MediaType = "application/secevent+jwt";

    private readonly EventTokens _tokens;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public SimulatedSecurityEvents(SimulatedPlatformOptions platform) => _tokens = new EventTokens(
        platform.Trust ?? throw new ArgumentException("A receiver of security events must know whom it trusts.", nameof(platform)));

    public string Word => "secevent";

    public bool IsAuthorised(SimulatedRequest request, string token) => request.Headers.GetValueOrDefault("authorization") == "Bearer " + token;

    public SimulatedReply Unauthorised() => Error("authentication_failed") with { Status = 401 };

    public SimulatedReply Throttled(string wait) => new(429) { Headers = [("Retry-After", wait)] };

    public IEnumerable<(string Name, string Value)> RateHeaders(int limit, int remaining, int resets) => [];

    public SimulatedReply Answer(SimulatedRequest request, Shelf shelf, Strike strike)
    {
        if (request.Method != "POST" || request.Headers.GetValueOrDefault("content-type") != MediaType)
        {
            return Error("invalid_request");
        }

        var claims = _tokens.Read(Encoding.ASCII.GetString(request.Body.Span), out var wrong);
        if (claims is null)
        {
            return Error(wrong);
        }

        var told = claims["events"] is JsonObject events ? events[Changed] : null;
        if (claims.Text("jti") is not { Length: > 0 } id || (claims["sub_id"]).Text("id") is not { Length: > 0 } key || told is null)
        {
            return Error("invalid_request");
        }

        KeyValuePair<string, JsonElement>[] fields = [.. told["fields"].Members()];
        if (strike.Of(FaultKind.ItemRefused, 0) is { } refused)
        {
            return Error(refused.Code ?? "invalid_request");
        }

        if (fields.Any(f => strike.Of(FaultKind.FieldGone, f.Key) is not null))
        {
            return Error("invalid_request");
        }

        if (_seen.Add(id))
        {
            shelf.Write(key, fields, Shelf.Product, strike);
        }

        return new SimulatedReply(202) { Written = [new WrittenItem(key, id, [.. fields.Select(f => f.Key)])] };
    }

    private static SimulatedReply Error(string code) =>
        new(400, new JsonObject { ["err"] = code, ["description"] = "The token was not accepted." });
}
