using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Salesforce;

/// <summary>Salesforce's composite upsert, jobs, queries by ids, list of what changed, and deletion by an external id.</summary>
internal sealed partial class SimulatedSalesforce : ISimulatedProtocol
{
    private const int MostRecords = 200;
    private const string ExternalId = "IG_Customer_Id__c";

    private readonly SimulatedJobs _jobs = new(ExternalId);

    public string Word => "salesforce";

    public bool IsAuthorised(SimulatedRequest request, string token) => request.Headers.GetValueOrDefault("authorization") == "Bearer " + token;

    public SimulatedReply Unauthorised() => Error(401, "INVALID_SESSION_ID");

    public SimulatedReply Throttled(string wait) => Error(403, "REQUEST_LIMIT_EXCEEDED") with { Headers = [("Retry-After", wait)] };

    public IEnumerable<(string Name, string Value)> RateHeaders(int limit, int remaining, int resets) =>
        [("Sforce-Limit-Info", string.Create(CultureInfo.InvariantCulture, $"api-usage={limit - remaining}/{limit}"))];

    public SimulatedReply Answer(SimulatedRequest request, Shelf shelf, Strike strike)
    {
        // Jobs do their work in their own time, and everybody else finds it done.
        var done = _jobs.Work(shelf.Now);
        var reply = AnswerNow(request, shelf, strike);
        return reply with { Written = [.. done, .. reply.Written] };
    }

    private SimulatedReply AnswerNow(SimulatedRequest request, Shelf shelf, Strike strike)
    {
        var path = Version().Replace(request.Path, "");
        return (request.Method, path) switch
        {
            (_, _) when path.StartsWith(SimulatedJobs.Root, StringComparison.Ordinal) => _jobs.Answer(request, path, shelf, strike),
            ("PATCH", "/composite/sobjects/Contact/" + ExternalId) => Upsert(request.Json(), shelf, strike),
            ("GET", "/query") => Query(request.Query.GetValueOrDefault("q") ?? "", shelf, strike),
            ("GET", "/sobjects/Contact/updated/") => Updated(request, shelf),
            ("DELETE", _) when path.StartsWith("/sobjects/Contact/" + ExternalId + "/", StringComparison.Ordinal) =>
                shelf.Remove(path[(path.LastIndexOf('/') + 1)..]) ? new SimulatedReply(204) : Error(404, "NOT_FOUND"),
            _ => Error(404, "NOT_FOUND"),
        };
    }

    private static SimulatedReply Upsert(JsonNode? body, Shelf shelf, Strike strike)
    {
        var records = body.Items("records");
        if (records.Count is 0 or > MostRecords)
        {
            return Error(400, "JSON_PARSER_ERROR");
        }

        var (results, written) = (new List<JsonNode?>(), new List<WrittenItem>());
        for (var i = 0; i < records.Count; i++)
        {
            var fields = records[i].Members("attributes", ExternalId).ToArray();
            var key = records[i].Text(ExternalId);
            var gone = fields.Select(f => f.Key).FirstOrDefault(f => strike.Of(FaultKind.FieldGone, f) is not null);
            if (key is null || strike.Of(FaultKind.ItemRefused, i) is { } refused)
            {
                results.Add(Failed(key is null ? "MISSING_ARGUMENT" : strike.Of(FaultKind.ItemRefused, i)!.Code ?? "FIELD_CUSTOM_VALIDATION_EXCEPTION", []));
            }
            else if (gone is not null)
            {
                results.Add(Failed("INVALID_FIELD", [gone]));
            }
            else
            {
                var created = shelf.Find(key) is null;
                var record = shelf.Write(key, fields, Shelf.Product, strike);
                written.Add(new WrittenItem(key, null, [.. fields.Select(f => f.Key)]));
                if (strike.Of(FaultKind.ItemMissing, i) is null)
                {
                    results.Add(new JsonObject { ["id"] = IdOf(record), ["success"] = true, ["errors"] = new JsonArray(), ["created"] = created });
                }
            }
        }

        if (strike.Has(FaultKind.ItemExtra))
        {
            results.Add(new JsonObject { ["id"] = "003000000000000AAA", ["success"] = true, ["errors"] = new JsonArray(), ["created"] = false });
        }

        return new SimulatedReply(200, new JsonArray([.. results])) { Written = written };
    }

    private static SimulatedReply Query(string soql, Shelf shelf, Strike strike)
    {
        var query = Select().Match(soql);
        if (!query.Success)
        {
            return Error(400, "MALFORMED_QUERY");
        }

        var names = query.Groups["fields"].Value.Split(',', StringSplitOptions.TrimEntries);
        var values = Literal().Matches(query.Groups["in"].Value)
            .Select(m => m.Groups["text"].Value.Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));
        var gone = names.FirstOrDefault(n => strike.Of(FaultKind.FieldGone, n) is not null);
        if (gone is not null)
        {
            return Error(400, "INVALID_FIELD");
        }

        var found = query.Groups["by"].Value == ExternalId
            ? values.Select(k => shelf.Show(k, strike))
            : values.Select(id => shelf.FindById(id[3..]));
        var records = new JsonArray([.. found.OfType<ShelfRecord>()
            .Select(r => Told(strike.Has(FaultKind.ForeignRecord) ? r with { Key = "another-" + r.Key } : r, names))]);
        return new SimulatedReply(200, new JsonObject { ["totalSize"] = records.Count, ["done"] = true, ["records"] = records });
    }

    private static JsonObject Told(ShelfRecord record, string[] names)
    {
        var told = new JsonObject { ["attributes"] = new JsonObject { ["type"] = "Contact" } };
        foreach (var name in names)
        {
            told[name] = name switch
            {
                ExternalId => record.Key,
                "Id" => IdOf(record),
                "LastModifiedById" => record.ChangedBy,
                "LastModifiedDate" => Instant(record.ChangedAt),
                _ => record.Fields.TryGetValue(name, out var value) ? value.Node() : null,
            };
        }

        return told;
    }

    private static SimulatedReply Updated(SimulatedRequest request, Shelf shelf)
    {
        if (!DateTimeOffset.TryParse(request.Query.GetValueOrDefault("start"), CultureInfo.InvariantCulture, out var start))
        {
            return Error(400, "INVALID_REPLICATION_DATE");
        }

        var ids = new JsonArray([.. shelf.All.Where(r => r.ChangedAt >= start).Select(r => (JsonNode)IdOf(r))]);
        return new SimulatedReply(200, new JsonObject { ["ids"] = ids, ["latestDateCovered"] = Instant(shelf.Now) });
    }

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    private static JsonObject Failed(string code, string[] fields) => new()
    {
        ["success"] = false,
        ["errors"] = new JsonArray(new JsonObject
        {
            ["statusCode"] = code, ["message"] = "The record could not be saved.", ["fields"] = new JsonArray([.. fields.Select(f => (JsonNode)f)]),
        }),
    };

    internal static string IdOf(ShelfRecord record) => "003" + record.Id;

    internal static SimulatedReply Error(int status, string code) =>
        new(status, new JsonArray(new JsonObject { ["message"] = "The request could not be served.", ["errorCode"] = code }));

    [GeneratedRegex(@"^/services/data/v\d+\.\d", RegexOptions.None, 1000)]
    private static partial Regex Version();

    [GeneratedRegex(@"^SELECT (?<fields>[\w, .]+) FROM Contact WHERE (?<by>\w+) IN \((?<in>.*)\)$", RegexOptions.Singleline, 1000)]
    private static partial Regex Select();

    [GeneratedRegex(@"'(?<text>(?:[^'\\]|\\.)*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
