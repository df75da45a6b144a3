using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.HubSpot;

/// <summary>The batch upsert: with a trace id on every input each is answered for itself, without one the first bad input refuses all of them.</summary>
/// <param name="whole">True when trace ids make no difference.</param>
/// <param name="unnamed">True when errors do not say whose they are.</param>
internal sealed partial class HubSpotUpsert(bool whole, bool unnamed)
{
    private const int MostInputs = 100;
    private const string Email = "email";
    private const string Language = "hs_language";

    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<string?>(null);

    private static readonly HashSet<string> ReadOnly = new(StringComparer.Ordinal) { "hs_object_id", "createdate", "lastmodifieddate" };

    // E-mail addresses are unique. Who has one is looked up here and believed only as long as the record says so too.
    private readonly Dictionary<string, string> _keyByEmail = new(StringComparer.Ordinal);

    public SimulatedReply Answer(JsonNode? body, Shelf shelf, Strike strike)
    {
        Input[] inputs = [.. body.Items("inputs").Select((node, place) => Read(node, place, shelf, strike))];
        if (inputs.Length is 0 or > MostInputs || inputs.DistinctBy(i => i.Key, StringComparer.Ordinal).Count() != inputs.Length)
        {
            return SimulatedHubSpot.Error(400, "VALIDATION_ERROR", "The inputs must be 1 to 100 and of different records.");
        }

        var bad = inputs.FirstOrDefault(i => i.Fault is not null);
        if (bad is not null && (whole || inputs.Any(i => i.Trace is null)))
        {
            return Refused(bad.Fault!);
        }

        var (results, errors, written) = (new List<JsonNode?>(), new JsonArray(), new List<WrittenItem>());
        foreach (var (input, place) in inputs.Select((i, n) => (i, n)))
        {
            if (input.Fault is { } fault)
            {
                errors.Add(Told(fault, unnamed ? null : input.Trace));
                continue;
            }

            var isNew = shelf.Find(input.Key) is null;
            var record = shelf.Write(input.Key, input.Fields, Shelf.Product, strike);
            if (record.Fields.GetValueOrDefault(Email) is { ValueKind: JsonValueKind.String } address)
            {
                _keyByEmail[address.GetString()!] = input.Key;
            }

            written.Add(new WrittenItem(input.Key, input.Trace, [.. input.Fields.Select(f => f.Key)]));
            if (strike.Of(FaultKind.ItemMissing, place) is null)
            {
                results.Add(Stored(record, input.Trace, isNew));
            }
        }

        return Several(results, errors, strike) with { Written = written };
    }

    private static SimulatedReply Several(List<JsonNode?> results, JsonArray errors, Strike strike)
    {
        if (strike.Has(FaultKind.ItemExtra))
        {
            results.Add(new JsonObject
            {
                ["id"] = "999", ["new"] = false, ["properties"] = new JsonObject { [SimulatedHubSpot.IdProperty] = "somebody-else" },
                ["objectWriteTraceId"] = "dlv_ofsomebodyelse",
            });
        }

        if (strike.Has(FaultKind.ItemsReordered))
        {
            results.Reverse();
        }

        var answer = new JsonObject { ["status"] = "COMPLETE", ["results"] = new JsonArray([.. results]) };
        if (errors.Count > 0)
        {
            (answer["numErrors"], answer["errors"]) = (errors.Count, errors);
        }

        return new SimulatedReply(errors.Count > 0 ? 207 : 200, answer);
    }

    private Input Read(JsonNode? node, int place, Shelf shelf, Strike strike)
    {
        var key = node.Text("id") ?? "";
        KeyValuePair<string, JsonElement>[] fields =
            [.. (node?["properties"]).Members(SimulatedHubSpot.IdProperty).Select(p => KeyValuePair.Create(p.Key, Kept(p.Key, p.Value)))];
        var fault = node.Text("idProperty") != SimulatedHubSpot.IdProperty ? new Fault("VALIDATION_ERROR", "PROPERTY_DOESNT_EXIST", node.Text("idProperty"))
            : strike.Of(FaultKind.ItemRefused, place) is { } refused ? new Fault(refused.Code ?? "VALIDATION_ERROR", null, null)
            : fields.Select(f => Wrong(f.Key, f.Value, key, shelf, strike)).FirstOrDefault(f => f is not null);
        return new Input(key, node.Text("objectWriteTraceId"), fields, fault);
    }

    private Fault? Wrong(string name, JsonElement value, string key, Shelf shelf, Strike strike)
    {
        var email = name == Email && value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        return strike.Of(FaultKind.FieldGone, name) is not null ? new Fault("VALIDATION_ERROR", "PROPERTY_DOESNT_EXIST", name)
            : ReadOnly.Contains(name) ? new Fault("VALIDATION_ERROR", "READ_ONLY_VALUE", name)
            : email?.Contains('@', StringComparison.Ordinal) == false ? new Fault("VALIDATION_ERROR", "INVALID_EMAIL", name) { Repeats = email }
            : name == Language && value.ValueKind == JsonValueKind.String && !Choice().IsMatch(value.GetString()!)
                ? new Fault("VALIDATION_ERROR", "INVALID_OPTION", name)
            : email is not null && _keyByEmail.GetValueOrDefault(email) is { } other && other != key
                && shelf.Find(other)?.Fields.GetValueOrDefault(Email) is { ValueKind: JsonValueKind.String } held && held.GetString() == email
                ? new Fault("CONFLICT", null, null) { Repeats = email }
            : null;
    }

    // Everything is a text; an empty one is nothing, and addresses and languages lose their capitals.
    private static JsonElement Kept(string name, JsonElement value) => value.ValueKind != JsonValueKind.String ? value
        : value.GetString() is "" ? Nothing
        : name is Email or Language ? JsonSerializer.SerializeToElement(value.GetString()!.ToLowerInvariant())
        : value;

    private static JsonObject Stored(ShelfRecord record, string? trace, bool isNew)
    {
        var stored = HubSpotReading.Told(record, record.Fields.Keys);
        stored["new"] = isNew;
        if (trace is not null)
        {
            stored["objectWriteTraceId"] = trace;
        }

        return stored;
    }

    // Newer answers list what is wrong; those to whole batches quote it, as JSON, in the message.
    private static JsonObject Told(Fault fault, string? trace)
    {
        var context = new JsonObject();
        if (trace is not null)
        {
            context["objectWriteTraceId"] = new JsonArray(trace);
        }

        var error = new JsonObject { ["status"] = "error", ["category"] = fault.Category, ["message"] = fault.Message, ["context"] = context };
        if (fault.Code is not null)
        {
            error["errors"] = new JsonArray(new JsonObject
            {
                ["message"] = fault.Message, ["code"] = fault.Code, ["context"] = new JsonObject { ["propertyName"] = new JsonArray(fault.Property) },
            });
        }

        return error;
    }

    private static SimulatedReply Refused(Fault fault)
    {
        var quoted = new JsonArray(new JsonObject { ["isValid"] = false, ["message"] = fault.Message, ["error"] = fault.Code, ["name"] = fault.Property });
        var message = fault.Code is null ? fault.Message : "Property values were not valid: " + quoted.ToJsonString();
        return SimulatedHubSpot.Error(fault.Category == "CONFLICT" ? 409 : 400, fault.Category, message);
    }

    // Languages are a list to choose from: a language, and perhaps a country.
    [GeneratedRegex("^[a-z]{2}(-[a-z]{2})?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Choice();

    private sealed record Input(string Key, string? Trace, IReadOnlyList<KeyValuePair<string, JsonElement>> Fields, Fault? Fault);

    private sealed record Fault(string Category, string? Code, string? Property)
    {
        /// <summary>The value that HubSpot's message repeats, as such messages do.</summary>
        public string Repeats { get; init; } = "";

        public string Message => $"The value {Repeats} of the property was not accepted.";
    }
}
