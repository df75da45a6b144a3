using IdentityGrains.Connectors.Salesforce;
using IdentityGrains.Connectors.Tests.Conformance;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Connectors.Tests.Salesforce;

/// <summary>A simulated org, and a connector that takes backfill by jobs.</summary>
internal sealed class BulkOrg : IAsyncDisposable
{
    public const string Name = "FirstName";

    private const string Platform = SimulatedVendor.Platform;

    private BulkOrg(PlatformSimulator simulator, SalesforceSettings settings, TimeProvider time) =>
        (Simulator, Connector) = (simulator, new SalesforceConnector(settings, time));

    public PlatformSimulator Simulator { get; }

    public SalesforceConnector Connector { get; }

    /// <summary>The job's requests so far, each as method and what stands behind the job's id.</summary>
    public IReadOnlyList<string> JobRequests =>
    [
        .. Simulator.Requests(Platform).Where(r => r.Path.Contains("/jobs/ingest", StringComparison.Ordinal))
            .Select(r => $"{r.Method} {r.Path[(r.Path.IndexOf("/jobs/ingest", StringComparison.Ordinal) + 12)..]}"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<BulkOrg> Open(ulong seed = 1, Action<SalesforceSettings>? change = null, TimeProvider? time = null)
    {
        var simulator = await SimulatedVendor.Start("salesforce", seed);
        var settings = new SalesforceSettings
        {
            Url = simulator.UrlOf(Platform), Credential = SimulatedVendor.Token, AllowLoopbackHttp = true, OurUserId = PlatformSimulator.ProductUser,
            BulkRecords = 1_000, BulkPoll = TimeSpan.FromMilliseconds(10), BulkTimeout = TimeSpan.FromMinutes(1),
        };
        change?.Invoke(settings);
        return new BulkOrg(simulator, settings, time ?? TimeProvider.System);
    }

    public async Task<IReadOnlyList<SendResult>> ByJob(params PlatformDelivery[] batch) => (await Connector.Bulk!.Send(batch, Ct)).Results;

    public async Task<SendResult> ByComposite(PlatformDelivery delivery) => (await Connector.Send([delivery], Ct)).Results.Single();

    public void Inject(FaultKind kind, double rate = 1, int? times = null, string? path = null, string? code = null, int delayMs = 0) =>
        Simulator.Inject(Platform, new Fault(kind) { Rate = rate, Times = times, Path = path, Code = code, DelayMs = delayMs });

    public void Clear() => Simulator.ClearFaults(Platform);

    public string? Held(string key, string path = Name) =>
        Simulator.Find(Platform, key) is { } record && record.Fields.TryGetValue(path, out var value) ? value.GetString() : null;

    /// <summary>How many jobs there are, and whether all of them ended.</summary>
    public async Task<bool> HasJobs()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", SimulatedVendor.Token);
        var list = await http.GetStringAsync(new Uri(Simulator.UrlOf(Platform) + "/services/data/v62.0/jobs/ingest"), Ct);
        return list.Contains("createdById", StringComparison.Ordinal);
    }

    /// <summary>A job of ours that was closed so long ago that nobody waits for it, and is not worked on yet.</summary>
    public async Task<string> Abandoned(string csv, TimeSpan ago)
    {
        Simulator.MoveClock(Platform, -ago);
        Inject(FaultKind.JobDelayed, delayMs: 600_000);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", SimulatedVendor.Token);
        var root = Simulator.UrlOf(Platform) + "/services/data/v62.0/jobs/ingest";
        var made = await http.PostAsync(new Uri(root), Json(
            """{"object":"Contact","operation":"upsert","externalIdFieldName":"IG_Customer_Id__c","contentType":"CSV","lineEnding":"LF"}"""), Ct);
        var id = System.Text.Json.JsonDocument.Parse(await made.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("id").GetString()!;
        await http.PutAsync(new Uri($"{root}/{id}/batches"), new StringContent(csv), Ct);
        await http.PatchAsync(new Uri($"{root}/{id}"), Json("""{"state":"UploadComplete"}"""), Ct);
        Clear();
        Simulator.MoveClock(Platform, ago);
        return id;
    }

    public static PlatformDelivery Tell(long version, string value, string key = "C-1001", string path = Name) =>
        Deliveries.Of(version, key) with { Fields = [Deliveries.Write(path, value)] };

    public async ValueTask DisposeAsync()
    {
        Connector.Dispose();
        await Simulator.DisposeAsync();
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
