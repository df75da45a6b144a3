using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Braze;

/// <summary>
/// Writes user attributes to Braze by <c>users/track</c>. A success says that they were queued, and which objects it will not take.
/// </summary>
public sealed class BrazeConnector : IPlatformConnector, IRecordRemover, IDisposable
{
    /// <summary>The word by which policy and configuration name this connector.</summary>
    public const string Kind = "braze.users-track";

    /// <summary>The path of our key.</summary>
    public const string Key = "external_id";

    /// <summary>The most objects of one request.</summary>
    public const int MostAtOnce = 75;

    private static readonly RateLimit Vendors = new(3_000, TimeSpan.FromSeconds(3));

    private readonly ApiClient _api;

    /// <summary>
    /// A connector with these settings; settings that are wrong are a <see cref="Installed.ConnectorSettingsException"/> that names every fault.
    /// </summary>
    public BrazeConnector(BrazeSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _api = new ApiClient(settings, time);
        Reader = new BrazeReader(_api);

        // Attributes written twice are the same attributes: only events and purchases would be two, and none is ever sent.
        Capabilities = new ConnectorCapabilities(AckLevel.Accepted, Deduplicates: true, settings.Timeout, ContentMark: "")
        {
            BatchSize = settings.BatchOf(MostAtOnce), Rate = settings.LimitOr(Vendors),
        };
    }

    /// <inheritdoc/>
    public ConnectorCapabilities Capabilities { get; }

    /// <summary>Looks at what the workspace holds.</summary>
    public BrazeReader Reader { get; }

    /// <inheritdoc/>
    public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var reply = await _api.Send(new ApiRequest(HttpMethod.Post, "/users/track", Track(batch)), ct);
        var rate = RateOf(reply);
        return ReplyClass.Of(reply) is { } failed
            ? SendAnswer.OfEach(batch.Count, failed, rate)
            : new SendAnswer(JsonBody.Read(((Reply.Answered)reply).Body, j => Proved(j, batch.Count), SendAnswer.Uncorrelated(batch.Count)), rate);
    }

    /// <inheritdoc/>
    public RecordEnd Ends => RecordEnd.UnsubscribeThenDelete;

    /// <inheritdoc/>
    public async Task<SendResult> Remove(string deliveryId, string key, CancellationToken ct)
    {
        var body = JsonBody.Write(json =>
        {
            json.WriteStartArray("external_ids");
            json.WriteStringValue(key);
            json.WriteEndArray();
        });
        var reply = await _api.Send(new ApiRequest(HttpMethod.Post, "/users/delete", body), ct);
        return ReplyClass.Of(reply) ?? new SendResult.Acknowledged(AckLevel.Accepted);
    }

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    internal static RateReading? RateOf(Reply reply) => RateHeaders.OfEpoch(reply, "X-RateLimit-Remaining", "X-RateLimit-Reset");

    private static ReadOnlyMemory<byte> Track(IReadOnlyList<PlatformDelivery> batch) => JsonBody.Write(json =>
    {
        json.WriteStartArray("attributes");
        foreach (var delivery in batch)
        {
            json.WriteStartObject();
            json.WriteString(Key, delivery.Key);
            json.WriteBoolean("_update_existing_only", delivery.OnlyClears(Key));
            foreach (var field in delivery.Fields)
            {
                json.WritePropertyName(field.Path);
                JsonValue.Write(json, field.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    // Whatever an error does not name was queued. An error that names nothing of the batch leaves open whom it means, and so everybody.
    private static ImmutableArray<SendResult> Proved(JsonElement answer, int count)
    {
        if (answer.GetProperty("message").GetString() != "success")
        {
            return SendAnswer.Uncorrelated(count);
        }

        var results = Enumerable.Repeat<SendResult>(new SendResult.Acknowledged(AckLevel.Accepted), count).ToArray();
        if (answer.Member("errors") is { ValueKind: JsonValueKind.Array } errors)
        {
            foreach (var error in errors.EnumerateArray())
            {
                if (error.Member("input_array").Text() != "attributes" || !error.GetProperty("index").TryGetInt32(out var index) || index < 0 || index >= count)
                {
                    return SendAnswer.Uncorrelated(count);
                }

                results[index] = new SendResult.Rejected("attributes_refused");
            }
        }

        return [.. results];
    }
}
