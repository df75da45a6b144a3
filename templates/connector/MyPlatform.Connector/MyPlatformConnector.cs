using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Domain.Disclosure;

namespace MyPlatform.Connector;

/// <summary>
/// Writes customers by <c>POST /v1/{list}/batch</c>. The platform answers for each of them, by its key, that it was stored or why not.
/// </summary>
public sealed class MyPlatformConnector : IPlatformConnector, IRecordRemover, IDisposable
{
    /// <summary>The word by which policy and configuration name this connector.</summary>
    public const string Kind = "myplatform.customers";

    /// <summary>The most customers of one request, as the platform's documentation says it.</summary>
    public const int MostAtOnce = 100;

    // As the platform's documentation says it; RateLimit and RatePer in the settings override it.
    private static readonly RateLimit Documented = new(50, TimeSpan.FromSeconds(1));

    private readonly ApiClient _api;
    private readonly string _root;

    /// <summary>A connector with these settings; wrong ones are a <see cref="IdentityGrains.Connectors.Installed.ConnectorSettingsException"/>.</summary>
    public MyPlatformConnector(MyPlatformSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_api, _root) = (new ApiClient(settings, time), "/v1/" + settings.List);
        Reader = new MyPlatformReader(_api, _root);

        // "Stored" is in the answer, so that a success proves Applied. Writing the same values twice is writing them once, so that it deduplicates.
        Capabilities = new ConnectorCapabilities(AckLevel.Applied, Deduplicates: true, settings.Timeout, ContentMark: "")
        {
            BatchSize = settings.BatchOf(MostAtOnce), Rate = settings.LimitOr(Documented),
        };
    }

    /// <inheritdoc/>
    public ConnectorCapabilities Capabilities { get; }

    /// <summary>Looks at what the platform holds.</summary>
    public MyPlatformReader Reader { get; }

    /// <inheritdoc/>
    public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);

        // One request, and one only: a second needs a permit of its own. ApiClient turns what goes wrong into a reply and never throws for it.
        var reply = await _api.Send(new ApiRequest(HttpMethod.Post, _root + "/batch", Body(batch)), ct);
        var rate = RateOf(reply);
        return ReplyClass.Of(reply) is { } failed
            ? SendAnswer.OfEach(batch.Count, failed, rate)
            : new SendAnswer(JsonBody.Read(((Reply.Answered)reply).Body, json => Proved(json, batch), SendAnswer.Uncorrelated(batch.Count)), rate);
    }

    /// <inheritdoc/>
    public RecordEnd Ends => RecordEnd.UnsubscribeThenDelete;

    /// <inheritdoc/>
    public async Task<SendResult> Remove(string deliveryId, string key, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(key);
        var reply = await _api.Send(new ApiRequest(HttpMethod.Delete, $"{_root}/{Uri.EscapeDataString(key)}"), ct);
        return reply is Reply.Answered { Status: 404 }
            ? new SendResult.Acknowledged(AckLevel.Applied)
            : ReplyClass.Of(reply) ?? new SendResult.Acknowledged(AckLevel.Applied);
    }

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    internal static RateReading? RateOf(Reply reply) => RateHeaders.OfWindow(reply, "X-RateLimit-Remaining", Documented.Per);

    private static ReadOnlyMemory<byte> Body(IReadOnlyList<PlatformDelivery> batch) => JsonBody.Write(json =>
    {
        json.WriteStartArray("customers");
        foreach (var delivery in batch)
        {
            json.WriteStartObject();
            json.WriteString("key", delivery.Key);

            // Nobody is made there only to be told that something is no more. Where an upsert has no such word, look first.
            json.WriteBoolean("create", !delivery.OnlyClears("key"));
            json.WriteStartObject("values");
            foreach (var field in delivery.Fields)
            {
                // A blank value is null and clears; what is not named stays.
                json.WritePropertyName(field.Path);
                JsonValue.Write(json, field.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    // By key: who is not named in the answer, or named twice, may be stored or not, and nobody knows.
    private static ImmutableArray<SendResult> Proved(JsonElement answer, IReadOnlyList<PlatformDelivery> batch)
    {
        var told = answer.GetProperty("results").EnumerateArray().ToLookup(r => r.GetProperty("key").GetString(), StringComparer.Ordinal);
        return [.. batch.Select(d => told[d.Key].ToArray() is [var one] ? Proved(one) : SendResult.Indeterminate.Uncorrelated)];
    }

    private static SendResult Proved(JsonElement result) => result.Member("status").Text() switch
    {
        "stored" or "absent" => new SendResult.Acknowledged(AckLevel.Applied),

        // Nothing of it was stored, says the platform. Where it leaves that open, so does the result: what was told may have come to pass.
        "busy" => new SendResult.Retry("busy", null) { TookNoEffect = true },

        // Only the platform's code becomes a word of ours: its text may repeat what we sent. A field that it names is refused alone.
        "refused" => new SendResult.Rejected(PlatformWord.Of(result.Member("code").Text()))
        {
            Paths = result.Member("field").Text() is { } field ? [field] : [],
        },
        _ => SendResult.Indeterminate.Uncorrelated,
    };
}
