using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Salesforce;

/// <summary>The resources of Bulk API 2.0: jobs are made, filled, closed, asked about, read and taken away.</summary>
internal sealed class SimulatedJobs(string externalId)
{
    /// <summary>Below which path they are.</summary>
    public const string Root = "/jobs/ingest";

    private const int MostBytes = 150 * 1024 * 1024;

    private readonly Dictionary<string, SimulatedJob> _byId = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>Lets every job do its work whose time has come, and tells what they wrote.</summary>
    public IReadOnlyList<WrittenItem> Work(DateTimeOffset now) => [.. _byId.Values.SelectMany(j => j.Work(externalId, now))];

    /// <summary>Answers a request.</summary>
    public SimulatedReply Answer(SimulatedRequest request, string path, Shelf shelf, Strike strike)
    {
        var parts = path[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return request.Method == "POST" ? Make(request.Json(), shelf.Now) : List();
        }

        if (!_byId.TryGetValue(parts[0], out var job))
        {
            return SimulatedSalesforce.Error(404, "NOT_FOUND");
        }

        return (request.Method, parts.Length > 1 ? parts[1] : "") switch
        {
            ("PUT", "batches") => request.Body.Length <= MostBytes && job.Take(Encoding.UTF8.GetString(request.Body.Span))
                ? new SimulatedReply(201)
                : SimulatedSalesforce.Error(400, "INVALIDBATCH"),
            ("PATCH", "") => Become(job, request.Json().Text("state"), shelf, strike),
            ("GET", "") => new SimulatedReply(200, job.Told()),
            ("GET", var file) when job.File(file) is { } text => new SimulatedReply(200) { Text = text, MediaType = "text/csv" },
            ("DELETE", "") when job.IsOver && _byId.Remove(parts[0]) => new SimulatedReply(204),
            ("DELETE", "") => SimulatedSalesforce.Error(400, "INVALIDJOBSTATE"),
            _ => SimulatedSalesforce.Error(404, "NOT_FOUND"),
        };
    }

    private SimulatedReply Make(JsonNode? body, DateTimeOffset now)
    {
        if (body.Text("object") != "Contact" || body.Text("operation") != "upsert" || body.Text("externalIdFieldName") != externalId)
        {
            return SimulatedSalesforce.Error(400, "INVALIDJOB");
        }

        var id = "750" + (++_made).ToString("d12", CultureInfo.InvariantCulture);
        var job = _byId[id] = new SimulatedJob(id, now);
        return new SimulatedReply(200, job.Told());
    }

    private SimulatedReply List() => new(200, new JsonObject
    {
        ["done"] = true, ["records"] = new JsonArray([.. _byId.Values.Select(j => j.Told())]), ["nextRecordsUrl"] = null,
    });

    private static SimulatedReply Become(SimulatedJob job, string? state, Shelf shelf, Strike strike)
    {
        switch (state)
        {
            case "UploadComplete" when job.State == "Open":
                job.Close(shelf, strike);
                break;
            case "Aborted" when !job.IsOver:
                job.Abort();
                break;
            default:
                return SimulatedSalesforce.Error(400, "INVALIDJOBSTATE");
        }

        return new SimulatedReply(200, job.Told());
    }
}
