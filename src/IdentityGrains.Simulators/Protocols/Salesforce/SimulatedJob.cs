using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Salesforce;

/// <summary>One job of Bulk API 2.0, from when it is made to its three result files.</summary>
internal sealed class SimulatedJob(string id, DateTimeOffset made)
{
    private const string Clears = "#N/A";

    private readonly List<string> _successful = [];
    private readonly List<string> _failed = [];
    private readonly List<string> _unprocessed = [];
    private IReadOnlyList<string[]> _rows = [];
    private (Shelf Shelf, Strike Strike, DateTimeOffset From)? _closed;

    /// <summary>Open, UploadComplete, InProgress, JobComplete, Failed or Aborted.</summary>
    public string State { get; private set; } = "Open";

    /// <summary>True when it does nothing more.</summary>
    public bool IsOver => State is "JobComplete" or "Failed" or "Aborted";

    /// <summary>Takes the sheet; false when it is none.</summary>
    public bool Take(string sheet)
    {
        if (State != "Open" || SimulatedSheet.Read(sheet) is not { Count: > 0 } rows || rows.Any(r => r.Length != rows[0].Length))
        {
            return false;
        }

        _rows = rows;
        return true;
    }

    /// <summary>Closes it: it runs from when its delay is over.</summary>
    public void Close(Shelf shelf, Strike strike)
    {
        var delay = strike.Beside.FirstOrDefault(f => f.Kind == FaultKind.JobDelayed)?.DelayMs ?? 0;
        (State, _closed) = ("UploadComplete", (shelf, strike, shelf.Now + TimeSpan.FromMilliseconds(delay)));
    }

    /// <summary>Stops it.</summary>
    public void Abort()
    {
        _unprocessed.AddRange(_rows.Skip(1).Select(SimulatedSheet.Row));
        State = "Aborted";
    }

    /// <summary>Does its work if its time has come, and tells what it wrote.</summary>
    public IEnumerable<WrittenItem> Work(string externalId, DateTimeOffset now)
    {
        if (IsOver || _closed is not var (shelf, strike, from) || now < from)
        {
            return [];
        }

        var (columns, written) = (_rows.Count == 0 ? [] : _rows[0], new List<WrittenItem>());
        var breaks = strike.Has(FaultKind.JobFailed) || strike.Has(FaultKind.JobAborted);
        var gone = columns.Any(c => strike.Of(FaultKind.FieldGone, c) is not null) || !columns.Contains(externalId);
        for (var i = 1; i < _rows.Count; i++)
        {
            if (gone || (breaks && i > _rows.Count / 2))
            {
                _unprocessed.Add(SimulatedSheet.Row(_rows[i]));
            }
            else if (Write(columns, i, externalId, shelf, strike) is { } item)
            {
                written.Add(item);
            }
        }

        State = gone || strike.Has(FaultKind.JobFailed) ? "Failed" : strike.Has(FaultKind.JobAborted) ? "Aborted" : "JobComplete";
        return written;
    }

    /// <summary>One of its files; null when there is none of that name.</summary>
    public string? File(string name)
    {
        var columns = _rows.Count == 0 ? [] : _rows[0];
        return name switch
        {
            "successfulResults" => SimulatedSheet.Row(["sf__Id", "sf__Created", .. columns]) + string.Concat(_successful),
            "failedResults" => SimulatedSheet.Row(["sf__Id", "sf__Error", .. columns]) + string.Concat(_failed),
            "unprocessedrecords" => SimulatedSheet.Row(columns) + string.Concat(_unprocessed),
            _ => null,
        };
    }

    /// <summary>What is told of it.</summary>
    public JsonObject Told() => new()
    {
        ["id"] = id, ["object"] = "Contact", ["operation"] = "upsert", ["state"] = State, ["createdById"] = Shelf.Product,
        ["createdDate"] = made.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
        ["jobType"] = "V2Ingest", ["contentType"] = "CSV",
    };

    private WrittenItem? Write(string[] columns, int at, string externalId, Shelf shelf, Strike strike)
    {
        var row = _rows[at];
        if (strike.Of(FaultKind.ItemRefused, at - 1) is { } refused)
        {
            var code = refused.Code ?? "FIELD_CUSTOM_VALIDATION_EXCEPTION";
            _failed.Add(SimulatedSheet.Row(["", $"{code}:The record of {row[0]} could not be saved:{refused.Path} --", .. row]));
            return null;
        }

        // An empty cell says nothing of its field.
        var key = row[Array.IndexOf(columns, externalId)];
        var fields = columns.Zip(row).Where(c => c.First != externalId && c.Second.Length > 0)
            .Select(c => KeyValuePair.Create(c.First, JsonSerializer.SerializeToElement(c.Second == Clears ? null : c.Second))).ToArray();
        var created = shelf.Find(key) is null;
        var record = shelf.Write(key, fields, Shelf.Product, strike);

        // What comes back is what the org stores, which need not be what was sent.
        string Stored(string column) => column == externalId ? key
            : record.Fields.TryGetValue(column, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

        if (strike.Of(FaultKind.ItemMissing, at - 1) is null)
        {
            _successful.Add(SimulatedSheet.Row([SimulatedSalesforce.IdOf(record), created ? "true" : "false", .. columns.Select(Stored)]));
        }

        return new WrittenItem(key, null, [.. fields.Select(f => f.Key)]);
    }
}
