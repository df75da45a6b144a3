using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Events;

/// <summary>One that follows events, as a browser does: it remembers the last id, data or not.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;
    private bool _over;

    private EventReader(HttpResponseMessage answer, StreamReader lines) => (_answer, _lines) = (answer, lines);

    /// <summary>Where to go on from.</summary>
    public string? LastId { get; private set; }

    /// <summary>What the server said besides events.</summary>
    public HttpResponseHeaders Headers => _answer.Headers;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Opens a stream and reads its opening.</summary>
    public static async Task<EventReader> Open(Uri server, string token, string? lastId = null, string query = "")
    {
        var answer = await Ask(server, token, lastId, query);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var reader = new EventReader(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(Ct)));
        Assert.Null(await reader.Block());
        Assert.NotNull(reader.LastId);
        return reader;
    }

    /// <summary>Asks for a stream and reads nothing of it.</summary>
    public static async Task<HttpResponseMessage> Ask(Uri server, string token, string? lastId = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/v1/events" + query));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (lastId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
    }

    /// <summary>The next event; null when the stream is over.</summary>
    public async Task<JsonElement?> Next()
    {
        while (!_over)
        {
            if (await Block() is { } told)
            {
                return told;
            }
        }

        return null;
    }

    /// <summary>The next events.</summary>
    public async Task<IReadOnlyList<JsonElement>> Next(int count)
    {
        var told = new List<JsonElement>();
        while (told.Count < count)
        {
            told.Add(Assert.NotNull(await Next()));
        }

        return told;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _answer.Dispose();
    }

    // Up to the next empty line.
    private async Task<JsonElement?> Block()
    {
        JsonElement? data = null;
        string? line;
        while ((line = await _lines.ReadLineAsync(Ct)) is { Length: > 0 })
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                LastId = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data = JsonDocument.Parse(line[6..]).RootElement;
            }
        }

        _over = line is null;
        return data;
    }
}
