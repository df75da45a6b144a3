using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Reading;

namespace IdentityGrains.Connectors.Scim;

/// <summary>Finds the resource of a key: by the id that it led to before, or by a filter. What is not that key's is never taken for it.</summary>
internal sealed class ScimFinder(ApiClient api, ScimSettings settings, ScimIds ids)
{
    private readonly ScimPath _by = ScimPath.TryParse(settings.FindBy)!;
    private readonly ScimPath _external = ScimPath.TryParse(ScimNames.ExternalId)!;

    /// <summary>The attribute by which a resource is found.</summary>
    public ScimPath By => _by;

    /// <summary>The resource of each key, in their order.</summary>
    /// <param name="keys">Our keys.</param>
    /// <param name="attributes">What to read of each besides; null reads all of it.</param>
    /// <param name="profile">What the server can do.</param>
    /// <param name="ct">An <see cref="OperationCanceledException"/>.</param>
    public async Task<ScimFound[]> Find(IReadOnlyList<string> keys, IEnumerable<string>? attributes, ScimProfile profile, CancellationToken ct)
    {
        var told = attributes is null ? "" : Wanting(attributes);
        if (keys.Count == 1 && ids.Find(keys[0]) is { } id)
        {
            return [As(profile, await ById(keys[0], id, told, ct) ?? await One(keys[0], told, ct))];
        }

        var most = Math.Min(settings.KeysAtOnce, profile.MaxResults);
        var chunks = await Task.WhenAll(keys.Chunk(most).Select(c => Some(c, told, ct)));
        return [.. chunks.SelectMany(c => c).Select(f => As(profile, f))];
    }

    /// <summary>
    /// True when the resource of a user name bears the key; it is remembered then. A name may be an e-mail address, and stands in no address: a server that
    /// takes no search in a body is asked by our own key once more.
    /// </summary>
    public async Task<bool> HasAs(string userName, string key, CancellationToken ct)
    {
        var body = JsonBody.Write(json =>
        {
            json.WriteStartArray(ScimNames.Schemas);
            json.WriteStringValue(ScimNames.SearchRequest);
            json.WriteEndArray();
            json.WriteString("filter", $"{ScimNames.UserName} eq {JsonSerializer.Serialize(userName)}");
            json.WriteNumber("startIndex", 1);
            json.WriteNumber("count", 2);
        });
        var search = new ApiRequest(HttpMethod.Post, settings.Root + "/.search", body) { MediaType = ScimNames.MediaType, Headers = ScimAnswers.Accept };
        var reply = await api.Send(search, ct);
        var (page, _) = reply is Reply.Answered { Status: 400 or 404 or 405 or 501 } ? await Search([key], "", ct) : Page(reply);
        return page is { IsWhole: true, Resources: [var only] } && IsOf(only, key) && There(key, only) is ScimFound.There;
    }

    /// <summary>True when a resource bears the key, and no other.</summary>
    public bool IsOf(JsonElement resource, string key) => TextAt(resource, _external) is { } external
        ? external == key && (_by.Name == _external.Name || TextAt(resource, _by) is not { } by || by == key)
        : _by.Name != _external.Name && TextAt(resource, _by) == key;

    /// <summary>The key that a resource bears; null when it bears none.</summary>
    public string? KeyOf(JsonElement resource) => TextAt(resource, _external) ?? (_by.Name == _external.Name ? null : TextAt(resource, _by));

    /// <summary>The part of a query that names what is wanted of a resource; empty where the server cannot read one.</summary>
    public string Wanting(IEnumerable<string> attributes) =>
        settings.NamesAttributes ? "attributes=" + Uri.EscapeDataString(string.Join(',', Needed.Concat(attributes).Distinct(StringComparer.Ordinal))) : "";

    private IEnumerable<string> Needed => [ScimNames.Id, ScimNames.ExternalId, _by.Name, ScimNames.Active, ScimNames.Meta];

    // A version that the server does not compare protects nothing.
    private static ScimFound As(ScimProfile profile, ScimFound found) =>
        found is ScimFound.There there && !profile.ETag ? there with { Version = null } : found;

    // Null when it leads to nothing, or to somebody else: it is searched for then.
    private async Task<ScimFound?> ById(string key, string id, string attributes, CancellationToken ct)
    {
        var path = $"{settings.Root}/{Uri.EscapeDataString(id)}{(attributes.Length > 0 ? "?" + attributes : "")}";
        var reply = await api.Send(new ApiRequest(HttpMethod.Get, path) { Headers = ScimAnswers.Accept }, ct);
        if (reply is Reply.Answered { Status: 404 })
        {
            ids.Forget(key);
            return null;
        }

        if (ScimAnswers.OfLookup(reply) is { } failed)
        {
            return new ScimFound.Failed(failed);
        }

        var resource = ScimAnswers.Json((Reply.Answered)reply);
        if (ScimShown.Member(resource, ScimNames.Id).Text() != id)
        {
            return new ScimFound.Failed(ScimAnswers.Unread);
        }

        if (IsOf(resource, key))
        {
            return new ScimFound.There(id, ScimAnswers.VersionOf(resource, reply), resource);
        }

        ids.Forget(key);
        return null;
    }

    // Of several keys at once only a plain answer is believed; at the least oddity each is looked for by itself, so that nobody suffers for another.
    private async Task<ScimFound[]> Some(string[] keys, string attributes, CancellationToken ct)
    {
        if (keys.Length > 1)
        {
            var (page, failed) = await Search(keys, attributes, ct);
            if (failed is SendResult.Retry or SendResult.Hold)
            {
                return [.. keys.Select(_ => new ScimFound.Failed(failed))];
            }

            var byKey = page?.Resources.ToLookup(r => keys.FirstOrDefault(k => IsOf(r, k)), StringComparer.Ordinal);
            if (byKey is not null && page!.IsWhole && byKey.All(g => g.Key is not null && g.Count() == 1))
            {
                return [.. keys.Select(k => byKey.Contains(k) ? There(k, byKey[k].Single()) : new ScimFound.None())];
            }
        }

        return await Task.WhenAll(keys.Select(k => One(k, attributes, ct)));
    }

    private async Task<ScimFound> One(string key, string attributes, CancellationToken ct)
    {
        var (page, failed) = await Search([key], attributes, ct);
        return (failed, page?.Resources) switch
        {
            ({ } answer, _) => new ScimFound.Failed(answer),
            (_, { } all) when all.Any(r => !IsOf(r, key)) => new ScimFound.Failed(new SendResult.Rejected(ReadAnswer.Refused.ForeignRecord.Why)),
            (_, { Count: > 1 } several) => new ScimFound.Several(several),
            (_, { Count: 1 } only) when page.IsWhole => There(key, only[0]),
            (_, { Count: 0 }) when page.IsWhole => new ScimFound.None(),
            _ => new ScimFound.Failed(ScimAnswers.Unread),
        };
    }

    private ScimFound There(string key, JsonElement resource)
    {
        if (ScimShown.Member(resource, ScimNames.Id).Text() is not { Length: > 0 } id)
        {
            return new ScimFound.Failed(ScimAnswers.Unread);
        }

        ids.Remember(key, id);
        return new ScimFound.There(id, ScimAnswers.VersionOf(resource, null), resource);
    }

    private async Task<(ScimPage? Page, SendResult? Failed)> Search(string[] keys, string attributes, CancellationToken ct)
    {
        // One more than there are keys shows that one of them is there twice.
        var filter = string.Join(" or ", keys.Select(k => $"{_by.Name} eq {JsonSerializer.Serialize(k)}"));
        var path = $"{settings.Root}?filter={Uri.EscapeDataString(filter)}&startIndex=1&count={keys.Length + 1}"
            + (attributes.Length > 0 ? "&" + attributes : "");
        return Page(await api.Send(new ApiRequest(HttpMethod.Get, path) { Headers = ScimAnswers.Accept }, ct));
    }

    private static (ScimPage? Page, SendResult? Failed) Page(Reply reply)
    {
        if (ScimAnswers.OfLookup(reply) is { } failed)
        {
            return (null, failed);
        }

        return ScimPage.Read(ScimAnswers.Json((Reply.Answered)reply)) is { } page ? (page, null) : (null, ScimAnswers.Unread);
    }

    private static string? TextAt(JsonElement resource, ScimPath path)
    {
        var holder = path.Schema is null ? resource : ScimShown.Member(resource, path.Schema);
        var attribute = ScimShown.Member(holder, path.Attribute);
        return (path.Sub is null ? attribute : ScimShown.Member(attribute, path.Sub)).Text() is { Length: > 0 } text ? text : null;
    }
}
