using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>
/// Jobs of Bulk API 2.0. A job runs on when nobody waits for it any more, and would write what was told before over what is told now: so that nothing is told
/// and nothing concluded while a job of ours is older than anybody waits for one.
/// </summary>
internal sealed class SalesforceJobs(ApiClient api, SalesforceSettings settings, TimeProvider time) : IDisposable
{
    /// <summary>What is said while there is such a job.</summary>
    public static readonly SendResult.Retry Left = new("job_open", TimeSpan.FromSeconds(5)) { TookNoEffect = true };

    /// <summary>For how long an aborted job may take to end.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private const int MostPages = 20;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _root = settings.Root + "/jobs/ingest";
    private Dictionary<string, DateTimeOffset> _open = [];
    private DateTimeOffset _listed = DateTimeOffset.MinValue;
    private long? _triedInVain;

    private TimeSpan Oldest => settings.BulkTimeout + Settling;

    /// <summary>Makes a job; it carries nothing yet.</summary>
    public Task<Reply> Make(CancellationToken ct) => api.Send(new ApiRequest(HttpMethod.Post, _root, JsonBody.Write(json =>
    {
        json.WriteString("object", settings.Object);
        json.WriteString("operation", "upsert");
        json.WriteString("externalIdFieldName", settings.ExternalId);
        json.WriteString("contentType", "CSV");
        json.WriteString("lineEnding", "LF");
    })), ct);

    /// <summary>Uploads a job's sheet: the request that carries values.</summary>
    public Task<Reply> Upload(string id, byte[] sheet, CancellationToken ct) =>
        api.Send(new ApiRequest(HttpMethod.Put, $"{_root}/{id}/batches", sheet) { MediaType = "text/csv" }, ct);

    /// <summary>Lets a job run.</summary>
    public Task<Reply> Close(string id) => Become(id, "UploadComplete");

    /// <summary>Stops a job; what it did stays done.</summary>
    public Task<Reply> Abort(string id) => SendWindow.Outside(() => Become(id, "Aborted"));

    /// <summary>How a job stands; null when nobody says.</summary>
    public async Task<string?> StateOf(string id) => State(await api.Send(new ApiRequest(HttpMethod.Get, $"{_root}/{id}"), CancellationToken.None));

    /// <summary>One of a job's result files.</summary>
    public Task<Reply> File(string id, string name) => api.Send(new ApiRequest(HttpMethod.Get, $"{_root}/{id}/{name}"), CancellationToken.None);

    /// <summary>Takes a job away that ended: its files hold values.</summary>
    public Task<Reply> Delete(string id) => api.Send(new ApiRequest(HttpMethod.Delete, $"{_root}/{id}"), CancellationToken.None);

    /// <summary>The id that an answer gives a job; null when it gives none that can stand in an address.</summary>
    public static string? IdOf(Reply reply) => reply is Reply.Answered { IsSuccess: true } answer
        && JsonBody.Read(answer.Body, j => j.Member("id").Text(), null) is { Length: > 0 and <= 40 } id && id.All(char.IsAsciiLetterOrDigit)
            ? id
            : null;

    /// <summary>True when a job does nothing more.</summary>
    public static bool IsOver(string? state) => state is "JobComplete" or "Failed" or "Aborted";

    /// <summary>Why nothing may be told and nothing concluded now; null when it may. A job of ours for which nobody waits is aborted.</summary>
    public async Task<SendResult?> Hinders(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            // Whoever comes while it was just tried in vain would try the same, and all of them together use up the day's calls.
            if (_triedInVain is { } tried && time.GetElapsedTime(tried) < Left.After)
            {
                return Left;
            }

            var hindrance = await Clear(ct);
            _triedInVain = hindrance == Left ? time.GetTimestamp() : null;
            return hindrance;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<SendResult?> Clear(CancellationToken ct)
    {
        // A job that was not there when they were listed last cannot be too old before that long has passed.
        if ((time.GetUtcNow() - _listed >= Oldest || _open.Values.Any(IsOld)) && await List(ct) is { } unknown)
        {
            return unknown;
        }

        foreach (var (id, _) in _open.Where(j => IsOld(j.Value)).ToArray())
        {
            var answer = await Abort(id);
            if (IsOver(State(answer)) || answer is Reply.Answered { Status: 404 })
            {
                _open.Remove(id);
            }
        }

        return _open.Values.Any(IsOld) ? Left : null;
    }

    private bool IsOld(DateTimeOffset made) => time.GetUtcNow() - made > Oldest;

    private Task<Reply> Become(string id, string state) =>
        api.Send(new ApiRequest(HttpMethod.Patch, $"{_root}/{id}", JsonBody.Write(json => json.WriteString("state", state))), CancellationToken.None);

    private static string? State(Reply reply) =>
        reply is Reply.Answered { IsSuccess: true } answer ? JsonBody.Read(answer.Body, j => j.Member("state").Text(), null) : null;

    private async Task<SendResult?> List(CancellationToken ct)
    {
        var (open, from, path) = (new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal), time.GetUtcNow(), _root + "?jobType=V2Ingest");
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await api.Send(new ApiRequest(HttpMethod.Get, path), ct);
            if (SalesforceAnswers.Class(reply) is { } failed)
            {
                // Nothing was told by asking: it may be asked again.
                return failed is SendResult.Hold or SendResult.Retry ? SendResult.OfPreparing(failed) : Left;
            }

            if (JsonBody.Read<string?>(((Reply.Answered)reply).Body, j => Keep(j, (Reply.Answered)reply, open), null) is not { } next)
            {
                return Left;
            }

            if (next.Length == 0)
            {
                (_open, _listed) = (open, from);
                return null;
            }

            path = next;
        }

        return Left;
    }

    // Where the next page is; empty when there is none. Only an address below our root is followed.
    private string? Keep(JsonElement page, Reply.Answered answer, Dictionary<string, DateTimeOffset> open)
    {
        foreach (var job in page.GetProperty("records").EnumerateArray())
        {
            if (job.GetProperty("createdById").GetString() == settings.OurUserId && job.GetProperty("object").GetString() == settings.Object
                && !IsOver(job.GetProperty("state").GetString()))
            {
                // By the org's clock, which need not be ours: how long ago is what counts. One of no time that can be believed is as old as can be.
                var now = PlatformTime.Now(answer);
                var made = PlatformTime.Of(job.GetProperty("createdDate").GetString(), now) ?? DateTimeOffset.UnixEpoch;
                open[job.GetProperty("id").GetString()!] = answer.At - (now - made);
            }
        }

        var next = page.Member("nextRecordsUrl").Text();
        return page.GetProperty("done").GetBoolean() ? "" : next?.StartsWith(_root, StringComparison.Ordinal) == true ? next : null;
    }
}
