using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>One service identity that talks to the API.</summary>
internal sealed class ApiCaller(Uri server, string token)
{
    private static readonly HttpClient Http = new();

    public Task<ApiAnswer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<ApiAnswer> Post(string path, string key, string body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, Json(body), [.. headers, ("Idempotency-Key", key)]);

    /// <summary>Asks with a body, without an idempotency key.</summary>
    public Task<ApiAnswer> Ask(string path, string body) => Send(HttpMethod.Post, path, Json(body), []);

    public Task<ApiAnswer> Delete(string path) => Send(HttpMethod.Delete, path, null, []);

    /// <summary>Sends bytes of a type, once the server said that it takes them: else a refusal would be lost behind a broken pipe.</summary>
    public Task<ApiAnswer> Send(string path, string type, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return Send(HttpMethod.Post, path, content, [("Expect", "100-continue")]);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<ApiAnswer> Send(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(server, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = content;
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ApiAnswer(
            (int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement,
            response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>What the API answered.</summary>
internal sealed record ApiAnswer(int Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Slug => Body.GetProperty("type").GetString()!.Replace("urn:identitygrains:problem:", "", StringComparison.Ordinal);

    public string Text(string member) => Body.GetProperty(member).GetString()!;

    public long Version => Body.GetProperty("version").GetInt64();

    public string Pointer => Body.GetProperty("errors")[0].GetProperty("pointer").GetString()!;
}
