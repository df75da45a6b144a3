using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>Writes records to Salesforce by composite upserts on an external id, up to 200 to a request. A success says that they were committed.</summary>
public sealed class SalesforceConnector : IPlatformConnector, IRecordRemover, IDisposable
{
    /// <summary>The word by which policy and configuration name this connector.</summary>
    public const string Kind = "salesforce.sobject-collections";

    /// <summary>The most records of one request.</summary>
    public const int MostAtOnce = 200;

    // What passes by itself: somebody else holds the row, or the org is busy.
    private static readonly ImmutableHashSet<string> Passing =
        ImmutableHashSet.Create(StringComparer.Ordinal, "UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "REQUEST_LIMIT_EXCEEDED", "QUERY_TIMEOUT");

    private readonly ApiClient _api;
    private readonly SalesforceSettings _settings;
    private readonly SalesforceJobs? _jobs;
    private readonly Strangers _strangers;

    /// <summary>
    /// A connector with these settings; settings that are wrong are a <see cref="Installed.ConnectorSettingsException"/> that names every fault.
    /// </summary>
    public SalesforceConnector(SalesforceSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _api) = (settings, new ApiClient(settings, time));
        _jobs = settings.BulkRecords > 0 ? new SalesforceJobs(_api, settings, time) : null;
        Reader = new SalesforceReader(_api, settings, _jobs, time);
        _strangers = new Strangers(Reader, settings.ExternalId, time);
        Capabilities = new ConnectorCapabilities(AckLevel.Applied, Deduplicates: true, settings.Timeout, ContentMark: "")
        {
            BatchSize = settings.BatchOf(MostAtOnce), Rate = settings.LimitOr(null),
        };
        Bulk = _jobs is null ? null : new SalesforceBulk(_jobs, settings, this, time);
    }

    /// <inheritdoc/>
    public ConnectorCapabilities Capabilities { get; }

    /// <summary>Looks at what the org holds.</summary>
    public SalesforceReader Reader { get; }

    /// <summary>Takes backfill by jobs; null when settings want none.</summary>
    public SalesforceBulk? Bulk { get; }

    /// <inheritdoc/>
    public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (_jobs is not null && await _jobs.Hinders(ct) is { } hindrance)
        {
            return SendAnswer.OfEach(batch.Count, hindrance);
        }

        return await ExceptStrangers(batch, Tell, ct);
    }

    /// <summary>Tells a batch but for those of whom only something is to be cleared and who are not there: for them that is done.</summary>
    internal async Task<SendAnswer> ExceptStrangers(
        IReadOnlyList<PlatformDelivery> batch, Func<IReadOnlyList<PlatformDelivery>, CancellationToken, Task<SendAnswer>> tell, CancellationToken ct)
    {
        var strangers = await _strangers.Among(batch, ct);
        PlatformDelivery[] told = [.. batch.Where(d => !strangers.Contains(d.Key))];
        var answer = told.Length > 0 ? await tell(told, ct) : new SendAnswer([]);
        var results = new Queue<SendResult>(answer.Results);
        return answer with
        {
            Results = [.. batch.Select(d => strangers.Contains(d.Key) ? new SendResult.Acknowledged(AckLevel.Applied) : results.Dequeue())],
        };
    }

    /// <inheritdoc/>
    public RecordEnd Ends => RecordEnd.UnsubscribeThenDelete;

    /// <inheritdoc/>
    public async Task<SendResult> Remove(string deliveryId, string key, CancellationToken ct)
    {
        if (_jobs is not null && await _jobs.Hinders(ct) is { } hindrance)
        {
            return hindrance;
        }

        var path = $"{_settings.Root}/sobjects/{_settings.Object}/{_settings.ExternalId}/{Uri.EscapeDataString(key)}";
        var reply = await _api.Send(new ApiRequest(HttpMethod.Delete, path), ct);
        return reply is Reply.Answered { Status: 404 } ? new SendResult.Acknowledged(AckLevel.Applied)
            : SalesforceAnswers.Class(reply) ?? new SendResult.Acknowledged(AckLevel.Applied);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _api.Dispose();
        _jobs?.Dispose();
    }

    /// <summary>What a code of the platform's means for one record.</summary>
    /// <param name="code">The platform's code.</param>
    /// <param name="fields">The fields that it names.</param>
    /// <param name="delivery">What the record was to be told.</param>
    internal static SendResult Refused(string code, IEnumerable<string> fields, PlatformDelivery delivery) => Passing.Contains(code)
        ? new SendResult.Retry(PlatformWord.Of(code), null) { TookNoEffect = true }
        : new SendResult.Rejected(PlatformWord.Of(code))
        {
            Paths =
            [
                .. fields.Select(f => SalesforceFields.PathOf(f, delivery.Fields.Select(w => w.Path))).Where(p => delivery.Fields.Any(w => w.Path == p))
                    .Distinct(StringComparer.Ordinal),
            ],
        };

    private async Task<SendAnswer> Tell(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        var path = $"{_settings.Root}/composite/sobjects/{_settings.Object}/{_settings.ExternalId}";
        var reply = await _api.Send(new ApiRequest(HttpMethod.Patch, path, Upsert(batch)), ct);
        var rate = SalesforceAnswers.RateOf(reply);
        return SalesforceAnswers.Class(reply) is { } failed
            ? SendAnswer.OfEach(batch.Count, failed, rate)
            : new SendAnswer(JsonBody.Read(((Reply.Answered)reply).Body, j => Proved(j, batch), SendAnswer.Uncorrelated(batch.Count)), rate);
    }

    private ReadOnlyMemory<byte> Upsert(IReadOnlyList<PlatformDelivery> batch) => JsonBody.Write(json =>
    {
        json.WriteBoolean("allOrNone", false);
        json.WriteStartArray("records");
        foreach (var delivery in batch)
        {
            json.WriteStartObject();
            json.WriteStartObject("attributes");
            json.WriteString("type", _settings.Object);
            json.WriteEndObject();
            json.WriteString(_settings.ExternalId, delivery.Key);
            foreach (var (field, value) in delivery.Fields.SelectMany(f => SalesforceFields.Of(f.Path, f.Value)))
            {
                json.WritePropertyName(field);
                JsonValue.Write(json, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    // By order and by nothing else: a result that does not stand in its place could be anybody's.
    private static ImmutableArray<SendResult> Proved(JsonElement answer, IReadOnlyList<PlatformDelivery> batch) =>
        answer.GetArrayLength() == batch.Count ? [.. answer.EnumerateArray().Select((r, i) => Proved(r, batch[i]))] : SendAnswer.Uncorrelated(batch.Count);

    private static SendResult Proved(JsonElement result, PlatformDelivery delivery)
    {
        if (result.Member("success").ValueKind == JsonValueKind.True)
        {
            return result.Member("id").Text() is null ? SendResult.Indeterminate.Uncorrelated : new SendResult.Acknowledged(AckLevel.Applied);
        }

        if (result.Member("success").ValueKind != JsonValueKind.False || result.Member("errors") is not { ValueKind: JsonValueKind.Array } errors
            || errors.GetArrayLength() == 0 || errors[0].Member("statusCode").Text() is not { } code)
        {
            return SendResult.Indeterminate.Uncorrelated;
        }

        var named = errors.EnumerateArray().Select(e => e.Member("fields")).Where(f => f.ValueKind == JsonValueKind.Array)
            .SelectMany(f => f.EnumerateArray()).Select(f => f.Text()).OfType<string>();
        return Refused(code, named, delivery);
    }
}
