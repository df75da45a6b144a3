using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;

namespace IdentityGrains.Connectors.Scim;

/// <summary>Asks a server what it can do, and believes it for a while. One request at a time asks; whoever comes meanwhile waits for it.</summary>
internal sealed class ScimDiscovery(ApiClient api, ScimSettings settings, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Believed? _held;
    private volatile ScimProfile? _latest;
    private long _bulkAgain;

    /// <summary>What is known now, however old; null before the first answer.</summary>
    public ScimProfile? Latest => _latest;

    /// <summary>The server's profile, or the answer for whoever wanted to send.</summary>
    public async Task<(ScimProfile? Profile, SendResult? Failed)> Profile(CancellationToken ct)
    {
        if (Held() is { } held)
        {
            return (held, null);
        }

        await _turn.WaitAsync(ct);
        try
        {
            return Held() is { } fresh ? (fresh, null) : await Ask(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>An answer suggests that the server is not what it was: it is asked again.</summary>
    public void Doubt() => _held = null;

    /// <summary>The server refused a Bulk as such, whatever it says: none for as long as a profile is believed.</summary>
    public void NoBulk()
    {
        Volatile.Write(ref _bulkAgain, (time.GetUtcNow() + settings.ProfileAge).UtcTicks);
        Doubt();
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private ScimProfile? Held() => _held is { } held && held.Until > time.GetUtcNow() ? held.Profile : null;

    private async Task<(ScimProfile?, SendResult?)> Ask(CancellationToken ct)
    {
        var reply = await api.Send(new ApiRequest(HttpMethod.Get, "/ServiceProviderConfig") { Headers = ScimAnswers.Accept }, ct);
        ScimProfile? read;
        switch (reply)
        {
            case Reply.Answered { Status: 404 or 405 or 501 }:
                read = ScimProfile.Unsaid;
                break;
            case Reply.Answered { IsSuccess: true } answer:
                read = JsonBody.Read(answer.Body, ScimProfile.Read, null);
                break;
            default:
                return (null, ScimAnswers.OfLookup(reply));
        }

        if (read is null)
        {
            return (null, ScimAnswers.Unread);
        }

        var now = time.GetUtcNow();
        var profile = read.As(settings);
        _latest = profile = Volatile.Read(ref _bulkAgain) > now.UtcTicks ? profile with { BulkOperations = 0 } : profile;
        _held = new Believed(profile, now + settings.ProfileAge);
        return (profile, null);
    }

    private sealed record Believed(ScimProfile Profile, DateTimeOffset Until);
}
