using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>Writes contacts to HubSpot by batch upserts on a property of ours, up to 100 to a request. A success says that they were stored.</summary>
public sealed class HubSpotConnector : IPlatformConnector, IRecordRemover, IDisposable
{
    /// <summary>The word by which policy and configuration name this connector.</summary>
    public const string Kind = "hubspot.contacts";

    /// <summary>The most contacts of one request.</summary>
    public const int MostAtOnce = 100;

    // What every account may; larger ones are set in configuration.
    private static readonly RateLimit Vendors = new(100, TimeSpan.FromSeconds(10));

    // Of whom nothing is there, everything is cleared.
    private static readonly SendResult Nothing = new SendResult.Acknowledged(AckLevel.Applied);

    private readonly ApiClient _api;
    private readonly HubSpotSettings _settings;
    private readonly HubSpotRemover _remover;
    private readonly Strangers _strangers;

    /// <summary>
    /// A connector with these settings; settings that are wrong are a <see cref="Installed.ConnectorSettingsException"/> that names every fault.
    /// </summary>
    public HubSpotConnector(HubSpotSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _api) = (settings, new ApiClient(settings, time));
        (Reader, _remover) = (new HubSpotReader(_api, settings), new HubSpotRemover(_api, settings));
        _strangers = new Strangers(Reader, settings.IdProperty, time);
        Capabilities = new ConnectorCapabilities(AckLevel.Applied, Deduplicates: true, settings.Timeout, ContentMark: "")
        {
            BatchSize = settings.BatchOf(MostAtOnce), Rate = settings.LimitOr(Vendors), Blanks = BlankEncoding.EmptyText,
        };
    }

    /// <inheritdoc/>
    public ConnectorCapabilities Capabilities { get; }

    /// <summary>Looks at what the account holds.</summary>
    public HubSpotReader Reader { get; }

    /// <inheritdoc/>
    public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var strangers = await _strangers.Among(batch, ct);
        var inputs = batch.Select(HubSpotInput.Of).ToArray();
        SendResult?[] known = [.. inputs.Select(i => strangers.Contains(i.Delivery.Key) ? Nothing : (SendResult?)i.Refused)];
        HubSpotInput[] told = [.. inputs.Where((_, i) => known[i] is null)];
        if (told.Length == 0)
        {
            return new SendAnswer([.. known.Select(k => k!)]);
        }

        var body = JsonBody.Write(json =>
        {
            json.WriteStartArray("inputs");
            foreach (var input in told)
            {
                input.Write(json, _settings.IdProperty);
            }

            json.WriteEndArray();
        });
        var reply = await _api.Send(new ApiRequest(HttpMethod.Post, $"{_settings.Contacts}/batch/upsert", body), ct);
        var proved = new Queue<SendResult>(Proved(reply, [.. told.Select(t => t.Delivery)]));
        return new SendAnswer([.. known.Select(k => k ?? proved.Dequeue())], HubSpotAnswers.RateOf(reply));
    }

    /// <inheritdoc/>
    public RecordEnd Ends => RecordEnd.UnsubscribeThenDelete;

    /// <inheritdoc/>
    public Task<SendResult> Remove(string deliveryId, string key, CancellationToken ct) => _remover.Remove(key, ct);

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    private IReadOnlyList<SendResult> Proved(Reply reply, PlatformDelivery[] sent) => reply switch
    {
        Reply.Answered { Status: 400 or 409 or 413 or 422 } refused => RefusedWhole(refused, sent),

        // An upsert finds or makes its record: what is not there is the address itself.
        Reply.Answered { Status: 404 } gone => [.. Enumerable.Repeat(new SendResult.Hold(gone.Why), sent.Length)],
        _ when HubSpotAnswers.Class(reply) is { } failed => [.. Enumerable.Repeat(failed, sent.Length)],
        _ => JsonBody.Read(
            ((Reply.Answered)reply).Body, new HubSpotBatch(sent, _settings.IdProperty).Proved, SendAnswer.Uncorrelated(sent.Length)),
    };

    // Nothing of it was stored. A property that is not there is refused to whoever writes it, and to nobody else; what is wrong with one value does not show
    // whose it is, until the batch has become so small that it is one's own.
    private IReadOnlyList<SendResult> RefusedWhole(Reply.Answered refused, PlatformDelivery[] sent)
    {
        var error = HubSpotError.Of(refused.Body);
        var schema = error with { Faults = [.. error.Faults.Where(f => f.IsOfSchema)] };
        if (schema.Faults.Any(f => f.Property == _settings.IdProperty))
        {
            // Our key has no place there: that is the account's set-up, and no customer's fault.
            return [.. Enumerable.Repeat(new SendResult.Hold("id_property"), sent.Length)];
        }

        return
        [
            .. sent.Select(d => sent.Length == 1 ? error.For(d, refused.Why)
                : HubSpotError.PathsOf(d, schema.Faults.Select(f => f.Property)).Length > 0 ? schema.For(d, refused.Why)
                : SendResult.Retry.OfRefusedBatch(sent.Length)),
        ];
    }
}
