using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Segment;

/// <summary>
/// Tells Segment who somebody is by batches of <c>identify</c> calls. A success says that the JSON was valid and no more, even to a wrong key: the version
/// that stands among the traits is what shows, when it is read back, that it arrived.
/// </summary>
public sealed class SegmentConnector : IPlatformConnector, IDisposable
{
    /// <summary>The word by which policy and configuration name this connector.</summary>
    public const string Kind = "segment.identify";

    /// <summary>The trait that carries the customer's version.</summary>
    public const string VersionTrait = "ig_version";

    /// <summary>The longest call, in bytes.</summary>
    public const int MostCallBytes = 32 * 1024;

    /// <summary>The longest batch, in bytes; below the vendor's 500 kB for what surrounds the calls.</summary>
    public const int MostBatchBytes = 490 * 1024;

    private const int MostAtOnce = 250;

    private static readonly RateLimit Vendors = new(1_000, TimeSpan.FromSeconds(1));

    private readonly ApiClient _api;
    private readonly ApiClient? _profiles;
    private readonly ApiClient? _regulations;

    /// <summary>
    /// A connector with these settings; settings that are wrong are a <see cref="Installed.ConnectorSettingsException"/> that names every fault.
    /// </summary>
    public SegmentConnector(SegmentSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _api = new ApiClient(settings, time, Basic);
        _profiles = settings.Profiles is { } profiles ? new ApiClient(profiles, time, Basic) : null;
        Reader = _profiles is null ? null : new SegmentReader(_profiles, settings.Space!);
        _regulations = settings.Regulations is { } regulations ? new ApiClient(regulations, time) : null;
        Remover = _regulations is null ? null : new SegmentRemover(_regulations);
        Capabilities = new ConnectorCapabilities(AckLevel.Accepted, Deduplicates: true, settings.Timeout, ContentMark: "")
        {
            BatchSize = settings.BatchOf(MostAtOnce), Rate = settings.LimitOr(Vendors), TellsEach = false,
        };
    }

    /// <inheritdoc/>
    public ConnectorCapabilities Capabilities { get; }

    /// <summary>Looks at what profiles hold; null when no space is set.</summary>
    public SegmentReader? Reader { get; }

    /// <summary>Suppresses customers; null when no Public API is set.</summary>
    public IRecordRemover? Remover { get; }

    /// <inheritdoc/>
    public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var calls = batch.Select(Identify).ToArray();
        var results = new SendResult?[batch.Count];
        var (length, sent) = (0, new List<int>());
        for (var i = 0; i < calls.Length; i++)
        {
            if (calls[i].Length > MostCallBytes)
            {
                results[i] = new SendResult.Rejected("too_large");
            }
            else if (length + calls[i].Length > MostBatchBytes)
            {
                results[i] = SendResult.Retry.BatchFull;
            }
            else
            {
                length += calls[i].Length + 1;
                sent.Add(i);
            }
        }

        if (sent.Count > 0)
        {
            var reply = await _api.Send(new ApiRequest(HttpMethod.Post, "/v1/batch", Batch(sent.Select(i => calls[i]))), ct);
            foreach (var i in sent)
            {
                results[i] = Proved(reply);
            }
        }

        return new SendAnswer([.. results.Select(r => r!)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _api.Dispose();
        _profiles?.Dispose();
        _regulations?.Dispose();
    }

    private static SendResult Proved(Reply reply) => ReplyClass.Of(reply) ?? JsonBody.Read<SendResult>(
        ((Reply.Answered)reply).Body,
        j => j.Member("success").ValueKind == JsonValueKind.True
            ? new SendResult.Acknowledged(AckLevel.Accepted)
            : SendResult.Indeterminate.Uncorrelated,
        SendResult.Indeterminate.Uncorrelated);

    private static ReadOnlyMemory<byte> Identify(PlatformDelivery delivery) => JsonBody.Write(json =>
    {
        json.WriteString("type", "identify");
        json.WriteString("userId", delivery.Key);
        json.WriteString("messageId", delivery.DeliveryId);
        json.WriteString("timestamp", delivery.Timestamp.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteStartObject("traits");
        foreach (var field in delivery.Fields)
        {
            json.WritePropertyName(field.Path);
            JsonValue.Write(json, field.Value);
        }

        json.WriteNumber(VersionTrait, delivery.Version);
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Batch(IEnumerable<ReadOnlyMemory<byte>> calls) => JsonBody.Write(json =>
    {
        json.WriteStartArray("batch");
        foreach (var call in calls)
        {
            json.WriteRawValue(call.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
    });

    // The key is the user's name, and there is no password.
    private static AuthenticationHeaderValue Basic(string key) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":")));
}
