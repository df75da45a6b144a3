using System.Collections.Immutable;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Scim;

/// <summary>
/// Provisions resources at a SCIM 2.0 server (RFC 7643, 7644). Each is looked at before it is written: whose it is, which version it has, and what stands
/// there. A success says that it was stored; one that shows the resource shows what was.
/// </summary>
public sealed class ScimConnector : IPlatformConnector, IRecordRemover, IDisposable
{
    /// <summary>The word by which policy and configuration name this connector.</summary>
    public const string Kind = "scim2.client";

    /// <summary>The most operations of one Bulk request.</summary>
    public const int MostAtOnce = 50;

    // What the server can do, whose the resource is, and the change itself: each may take the whole time.
    private const int RequestsToOne = 3;

    private readonly ApiClient _api;
    private readonly ScimSettings _settings;
    private readonly ScimDiscovery _discovery;
    private readonly ScimFinder _finder;
    private readonly ScimSender _sender;
    private readonly ScimBulk _bulk;
    private readonly ScimRemover _remover;
    private readonly ScimIds _ids = new();
    private readonly ConnectorCapabilities _can;

    /// <summary>
    /// A connector with these settings; settings that are wrong are a <see cref="Installed.ConnectorSettingsException"/> that names every fault.
    /// </summary>
    public ScimConnector(ScimSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _api) = (settings, new ApiClient(settings, time));
        _discovery = new ScimDiscovery(_api, settings, time);
        _finder = new ScimFinder(_api, settings, _ids);
        _sender = new ScimSender(_api, settings, _finder, _ids);
        _bulk = new ScimBulk(_api, settings, _sender, _discovery);
        _remover = new ScimRemover(_api, settings, _finder, _sender, _ids);
        Ends = settings.Removal == ScimRemoval.Delete ? RecordEnd.UnsubscribeThenDelete : RecordEnd.Deactivate;
        Reader = new ScimReader(_api, settings, _finder, _discovery, time);
        _can = new ConnectorCapabilities(AckLevel.Applied, Deduplicates: true, settings.Timeout * RequestsToOne, ContentMark: "")
        {
            ShowsStored = true, Blanks = BlankEncoding.Removal,

            // A delivery looks and then writes.
            Rate = settings.LimitOr(null) is { } limit ? limit with { Requests = Math.Max(1, limit.Requests / 2) } : null,
        };
    }

    /// <summary>As far as the server has said of itself: one delivery to a request until it said that it has Bulk.</summary>
    public ConnectorCapabilities Capabilities => _can with { BatchSize = _discovery.Latest is { } profile ? BatchOf(profile) : 1 };

    /// <summary>Looks at what the server holds.</summary>
    public ScimReader Reader { get; }

    /// <inheritdoc/>
    public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var (profile, failed) = await Able(ct);
        if (profile is null)
        {
            return SendAnswer.OfEach(batch.Count, failed!);
        }

        var now = batch.Take(BatchOf(profile)).Select(d => (Delivery: d, Told: ScimWrite.Of(d, _finder.By))).ToArray();
        var results = new SendResult?[batch.Count];
        var changes = new List<(int At, ScimChange Change)>();
        var found = await Look([.. now.Select(n => n.Delivery.Key)], now.SelectMany(n => n.Told.Writes), profile, ct);
        for (var i = 0; i < batch.Count; i++)
        {
            if (i >= now.Length)
            {
                results[i] = SendResult.Retry.BatchFull;
            }
            else if (!now[i].Told.Unknown.IsEmpty)
            {
                results[i] = new SendResult.Rejected("invalid_path") { Paths = now[i].Told.Unknown };
            }
            else if (found[i].Refusal is { } refused)
            {
                results[i] = refused;
            }
            else if (Change(now[i].Delivery.Key, now[i].Delivery.DeliveryId, now[i].Told.Writes, found[i], profile) is { } change)
            {
                changes.Add((i, change));
            }
            else
            {
                // Everything told is cleared, and was just seen not to be there. That a search shows nobody is less: it may be behind.
                results[i] = new SendResult.Acknowledged(found[i] is ScimFound.There ? AckLevel.Confirmed : AckLevel.Applied);
            }
        }

        var told = await Make([.. changes.Select(c => c.Change)], profile, ct);
        foreach (var (at, i) in changes.Select((c, i) => (c.At, i)))
        {
            results[at] = told[i];
        }

        Watch(results);
        return new SendAnswer([.. results.Select(r => r!)]);
    }

    /// <inheritdoc/>
    public RecordEnd Ends { get; }

    /// <inheritdoc/>
    public async Task<SendResult> Remove(string deliveryId, string key, CancellationToken ct)
    {
        var (profile, failed) = await Able(ct);
        return profile is null ? failed! : await _remover.Remove(deliveryId, key, profile, ct);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _api.Dispose();
        _discovery.Dispose();
    }

    private int BatchOf(ScimProfile profile) => Math.Max(1, _settings.BatchOf(Math.Min(MostAtOnce, profile.BulkOperations)));

    // What a server cannot do at all, it cannot do for anybody.
    private async Task<(ScimProfile? Profile, SendResult? Failed)> Able(CancellationToken ct)
    {
        var (profile, failed) = await _discovery.Profile(ct);
        return profile switch
        {
            { Filter: false } => (null, new SendResult.Hold("no_filter")),
            { Patch: false, ETag: false } when _settings.UpdateBy is null => (null, new SendResult.Hold("no_patch")),
            _ => (profile, failed),
        };
    }

    private bool ByPut(ScimProfile profile) => _settings.UpdateBy is { } update ? update == ScimUpdate.Put : !profile.Patch;

    private Task<ScimFound[]> Look(string[] keys, IEnumerable<ScimWrite> writes, ScimProfile profile, CancellationToken ct) =>
        _finder.Find(keys, ByPut(profile) ? null : writes.Select(w => w.Path.Name), profile, ct);

    private ScimChange? Change(string key, string name, ImmutableArray<ScimWrite> writes, ScimFound found, ScimProfile profile)
    {
        if (found is not ScimFound.There there)
        {
            // Nobody is given an account only to be told that something is no more.
            return writes.All(w => w.Value.IsBlank) ? null : ScimChange.New(key, name, _finder.By, writes);
        }

        var closed = ScimShown.Truth(ScimShown.Member(there.Resource, ScimNames.Active)) == false;
        if (_settings.Reactivates && closed && writes.Any(w => !w.Value.IsBlank) && writes.All(w => w.Path.Name != ScimNames.Active))
        {
            writes = writes.Add(new ScimWrite(ScimPath.Active, new FieldValue.Flag(true)));
        }

        return ByPut(profile) ? ScimChange.Whole(key, name, there, writes) : ScimChange.Of(key, name, there, writes, _settings.Dialect);
    }

    private async Task<IReadOnlyList<SendResult>> Make(ScimChange[] changes, ScimProfile profile, CancellationToken ct) => changes.Length switch
    {
        0 => [],
        1 => [await _sender.Send(changes[0], ct)],
        _ => await _bulk.Send(changes, profile, ct),
    };

    // Answers that a server gives to what it said that it could.
    private void Watch(IEnumerable<SendResult?> results)
    {
        if (results.Any(r => r is SendResult.Rejected { Why: "http_405" } or SendResult.Retry { Why: "http_501" }
            or SendResult.Hold { Why: "invalid_filter" or "http_404" }))
        {
            _discovery.Doubt();
        }
    }
}
