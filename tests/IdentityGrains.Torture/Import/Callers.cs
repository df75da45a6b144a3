using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Torture.Given;

namespace IdentityGrains.Torture.Import;

/// <summary>What a caller was told; <see cref="Text"/> is the answer as it came.</summary>
internal sealed record Told(HttpStatusCode Status, string Text, bool Replayed)
{
    public JsonElement Body => JsonSerializer.Deserialize<JsonElement>(Text);
}

/// <summary>The sources, each with its own credential, calling over HTTP.</summary>
internal sealed class Callers(Workshop workshop, Policy policy) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);

    /// <summary>Asks once; an exception is a call that broke off.</summary>
    public async Task<Told> Ask(Act act, string? customer)
    {
        var path = act.Kind == ActKind.Create ? "/v1/customers" : $"/v1/customers/{customer}{act.Path}";
        using var request = Request(HttpMethod.Post, act.Source, path);
        request.Content = new StringContent(act.Body, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", act.Operation);
        if (act.SignedIn && CustomerId.TryParse(customer, out var subject))
        {
            request.Headers.Add("Subject-Token", workshop.Issuer.SubjectToken(subject, PrincipalOf(act.Source), TimeProvider.System.GetUtcNow()));
        }

        return await Send(request);
    }

    public async Task<JsonElement> Read(string source, string path)
    {
        using var request = Request(HttpMethod.Get, source, path);
        var told = await Send(request);
        Assert.Equal(HttpStatusCode.OK, told.Status);
        return told.Body;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string source, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(workshop.Product.Url + path));
        var token = _tokens.GetOrAdd(source, s => workshop.Issuer.ServiceToken(PrincipalOf(s), TimeProvider.System.GetUtcNow()));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private PrincipalId PrincipalOf(string source) => policy.Sources[new SourceName(source)].Principal;

    private async Task<Told> Send(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Told(response.StatusCode, text, response.Headers.Contains("Idempotent-Replay"));
    }
}
