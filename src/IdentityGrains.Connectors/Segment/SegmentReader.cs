using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Segment;

/// <summary>Reads traits back by the Profile API, one profile to a request, with the version that arrived.</summary>
public sealed class SegmentReader : IPlatformReader
{
    private readonly ApiClient _api;
    private readonly string _space;

    internal SegmentReader(ApiClient api, string space) => (_api, _space) = (api, space);

    /// <inheritdoc/>
    public int KeysAtOnce => 1;

    /// <inheritdoc/>
    public async Task<ReadAnswer> Read(IReadOnlyList<string> keys, IReadOnlyList<string> paths, CancellationToken ct)
    {
        var key = keys.Single();
        var include = string.Join(',', paths.Append(SegmentConnector.VersionTrait).Select(Uri.EscapeDataString));
        var path = $"/v1/spaces/{_space}/collections/users/profiles/user_id:{Uri.EscapeDataString(key)}/traits?limit=200&include={include}";
        var reply = await _api.Send(new ApiRequest(HttpMethod.Get, path), ct);
        return reply is Reply.Answered { Status: 404 }
            ? new ReadAnswer.Observed([])
            : ReplyClass.OfReading(reply)
                ?? JsonBody.Read<ReadAnswer>(((Reply.Answered)reply).Body, j => Observed(j, key, paths), ReadAnswer.Refused.Unreadable);
    }

    /// <inheritdoc/>
    public string? Canonical(string path, FieldValue value) => CanonicalText.Of(value);

    private static ReadAnswer.Observed Observed(JsonElement answer, string key, IReadOnlyList<string> paths)
    {
        var traits = answer.GetProperty("traits");
        var version = traits.Member(SegmentConnector.VersionTrait);
        return new ReadAnswer.Observed(
        [
            new Observation(key, paths.ToImmutableDictionary(p => p, p => CanonicalText.Of(traits.Member(p)), StringComparer.Ordinal))
            {
                Version = version.ValueKind == JsonValueKind.Number && version.TryGetInt64(out var number) ? number : null,
            },
        ]);
    }
}
