using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>One vendor's protocol, as its documentation tells it: a function from requests to answers over the records of one platform.</summary>
public interface ISimulatedProtocol
{
    /// <summary>The word by which options name it, for example <c>salesforce</c>.</summary>
    string Word { get; }

    /// <summary>True when the request carries the token as the vendor wants it.</summary>
    bool IsAuthorised(SimulatedRequest request, string token);

    /// <summary>The answer to a request that carries no good token.</summary>
    SimulatedReply Unauthorised();

    /// <summary>The answer beyond the rate, and to the fault of that name.</summary>
    /// <param name="wait">What the platform asks to wait, as it stands in its header.</param>
    SimulatedReply Throttled(string wait);

    /// <summary>The headers about the rate that stand in every answer.</summary>
    /// <param name="limit">How many requests a window takes.</param>
    /// <param name="remaining">How many it still takes.</param>
    /// <param name="resets">Seconds until the next window.</param>
    IEnumerable<(string Name, string Value)> RateHeaders(int limit, int remaining, int resets);

    /// <summary>The answer; what it writes, it writes on the shelf.</summary>
    SimulatedReply Answer(SimulatedRequest request, Shelf shelf, Strike strike);

    /// <summary>What else changes on the shelf because fields of a record were written. Default: nothing.</summary>
    void Spread(Shelf shelf, string key, IEnumerable<string> paths)
    {
    }
}

/// <summary>A request as a protocol reads it.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Path">Behind the platform's root, beginning with a slash, unescaped.</param>
/// <param name="Query">Its parameters; of several with one name the last.</param>
/// <param name="Headers">Its headers, names in lower case.</param>
/// <param name="Body">Its raw body.</param>
public sealed record SimulatedRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as JSON; null when it is none.</summary>
    public JsonNode? Json()
    {
        try
        {
            return Body.IsEmpty ? null : JsonNode.Parse(Body.Span);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

/// <summary>An answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body; null for none.</param>
public sealed record SimulatedReply(int Status, JsonNode? Body = null)
{
    /// <summary>A body that is no JSON, for example CSV. Default: none.</summary>
    public string? Text { get; init; }

    /// <summary>The body's type. Default: <c>application/json</c>.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whose records were written, and with which paths: for the log.</summary>
    public IReadOnlyList<WrittenItem> Written { get; init; } = [];
}

/// <summary>What one item of a request wrote.</summary>
/// <param name="Key">Our key of the customer.</param>
/// <param name="DeliveryId">The delivery that it names; null where the protocol has no place for it.</param>
/// <param name="Paths">The paths that it wrote or cleared.</param>
public sealed record WrittenItem(string Key, string? DeliveryId, IReadOnlyList<string> Paths);
