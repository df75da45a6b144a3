using System.Globalization;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>A SCIM 2.0 server, after RFC 7643 and 7644: users, filters, PATCH, PUT, Bulk and versions; and its variants.</summary>
internal sealed class SimulatedScim(string variant) : ISimulatedProtocol
{
    public const int MostOperations = 100;
    public const int MostBulkBytes = 1_048_576;

    private const string Users = "/Users";
    private const string MediaType = "application/scim+json";

    private readonly DeskVariant _variant = DeskVariant.Of(variant);

    public string Word => "scim";

    public bool IsAuthorised(SimulatedRequest request, string token) => request.Headers.GetValueOrDefault("authorization") == "Bearer " + token;

    public SimulatedReply Unauthorised() => Error(new DeskRefusal(401, null, "The token is not valid."));

    public SimulatedReply Throttled(string wait) => Error(new DeskRefusal(429, null, "Too many requests.")) with { Headers = [("Retry-After", wait)] };

    public IEnumerable<(string Name, string Value)> RateHeaders(int limit, int remaining, int resets) => [];

    public SimulatedReply Answer(SimulatedRequest request, Shelf shelf, Strike strike)
    {
        try
        {
            return request switch
            {
                { Method: "GET", Path: "/ServiceProviderConfig" } => Told(200, Config()),
                { Method: "GET", Path: Users } => new DeskSearch(_variant, strike).Answer(request.Query, shelf),
                { Method: "POST", Path: Users + "/.search" } when _variant.Search =>
                    new DeskSearch(_variant, strike).Answer(DeskSearch.Asked(request.Json()), shelf),
                { Method: "POST", Path: "/Bulk" } when _variant.Bulk => Bulk(request, shelf, strike),
                _ => One(request, shelf, strike, item: 0),
            };
        }
        catch (DeskRefusal refused)
        {
            return Error(refused);
        }
    }

    internal static SimulatedReply Told(int status, JsonNode body) => new(status, body) { MediaType = MediaType };

    private static SimulatedReply Error(DeskRefusal refused)
    {
        var body = new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:Error"), ["status"] = refused.Status.ToString(CultureInfo.InvariantCulture),
            ["detail"] = refused.Message,
        };
        if (refused.ScimType is not null)
        {
            body["scimType"] = refused.ScimType;
        }

        return Told(refused.Status, body);
    }

    // One resource, by itself or as an operation of a Bulk.
    private SimulatedReply One(SimulatedRequest request, Shelf shelf, Strike strike, int item)
    {
        if (request.Method != "GET" && strike.Of(FaultKind.ItemRefused, item) is { } fault)
        {
            throw DeskRefusal.Of(fault.Code ?? "invalidValue", "The value is not taken.");
        }

        var users = new DeskUsers(_variant, shelf, strike);
        if (request is { Method: "POST", Path: Users })
        {
            return users.Create(request.Json());
        }

        if (!request.Path.StartsWith(Users + "/", StringComparison.Ordinal) || shelf.FindById(request.Path[(Users.Length + 1)..]) is not { } record)
        {
            throw new DeskRefusal(404, null, "There is no such resource.");
        }

        if (request.Method != "GET" && _variant.Versions && request.Headers.GetValueOrDefault("if-match") is { } match && match != DeskUsers.VersionOf(record))
        {
            throw new DeskRefusal(412, null, "The resource has another version.");
        }

        return request.Method switch
        {
            "GET" => users.Show(record, request.Query.GetValueOrDefault("attributes")),
            "PATCH" => users.Patch(record, request.Json()),
            "PUT" => users.Replace(record, request.Json()),
            "DELETE" => users.Delete(record),
            _ => throw new DeskRefusal(405, null, "There is no such method."),
        };
    }

    private SimulatedReply Bulk(SimulatedRequest request, Shelf shelf, Strike strike)
    {
        var operations = request.Json().Items("Operations");
        if (request.Body.Length > MostBulkBytes || operations.Count > MostOperations)
        {
            throw new DeskRefusal(413, null, "The Bulk is too large.");
        }

        var (results, written) = (new List<JsonNode?>(), new List<WrittenItem>());
        for (var i = 0; i < operations.Count; i++)
        {
            var (result, wrote) = Operation(operations[i], shelf, strike, i);
            written.AddRange(wrote);
            if (strike.Of(FaultKind.ItemMissing, i) is null)
            {
                results.Add(result);
            }
        }

        if (strike.Has(FaultKind.ItemExtra))
        {
            results.Add(results.FirstOrDefault()?.DeepClone());
        }

        if (strike.Has(FaultKind.ItemsReordered))
        {
            results.Reverse();
        }

        var body = new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:BulkResponse"), ["Operations"] = new JsonArray([.. results]),
        };
        return Told(200, body) with { Written = written };
    }

    // A success tells where the resource is and its version, an error what is wrong; neither the resource.
    private (JsonObject Result, IReadOnlyList<WrittenItem> Written) Operation(JsonNode? operation, Shelf shelf, Strike strike, int item)
    {
        var headers = operation.Text("version") is { } version ? new Dictionary<string, string> { ["if-match"] = version } : [];
        var one = new SimulatedRequest(
            operation.Text("method") ?? "", operation.Text("path") ?? "", new Dictionary<string, string>(), headers,
            System.Text.Encoding.UTF8.GetBytes((operation as JsonObject)?["data"]?.ToJsonString() ?? ""));
        SimulatedReply reply;
        try
        {
            reply = One(one, shelf, strike, item);
        }
        catch (DeskRefusal refused)
        {
            reply = Error(refused);
        }

        var result = new JsonObject { ["method"] = one.Method, ["status"] = reply.Status.ToString(CultureInfo.InvariantCulture) };
        if (operation.Text("bulkId") is { } name)
        {
            result["bulkId"] = name;
        }

        if (reply.Status >= 400)
        {
            result["response"] = reply.Body?.DeepClone();
            return (result, []);
        }

        foreach (var (member, header) in new[] { ("location", "Location"), ("version", "ETag") })
        {
            if (reply.Headers.FirstOrDefault(h => h.Name == header).Value is { } value)
            {
                result[member] = value;
            }
        }

        return (result, [.. reply.Written.Select(w => w with { DeliveryId = operation.Text("bulkId") })]);
    }

    private JsonObject Config()
    {
        static JsonObject Has(bool supported, params (string Name, int Value)[] more)
        {
            var said = new JsonObject { ["supported"] = supported };
            foreach (var (name, value) in more)
            {
                said[name] = value;
            }

            return said;
        }

        return new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"),
            ["patch"] = Has(true), ["bulk"] = Has(_variant.Bulk, ("maxOperations", MostOperations), ("maxPayloadSize", MostBulkBytes)),
            ["filter"] = Has(true, ("maxResults", DeskSearch.MostResults)), ["changePassword"] = Has(false), ["sort"] = Has(true),
            ["etag"] = Has(_variant.Versions),
            ["authenticationSchemes"] = new JsonArray(
                new JsonObject { ["type"] = "oauthbearertoken", ["name"] = "Token", ["description"] = "A bearer token." }),
        };
    }
}
