using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using IdentityGrains.Benchmarks.Contending;

namespace IdentityGrains.Benchmarks.Ours;

/// <summary>The same updates from another process through HTTP: one POST each, on connections that are kept.</summary>
internal sealed class OurUpdatesOverHttp(OurDoor door) : IContender
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseProxy = false, UseCookies = false });

    public static Task<IContender> Open(Setup setup) => Task.FromResult<IContender>(new OurUpdatesOverHttp(OurDoor.Of(setup)));

    public Func<CancellationToken, Task> Caller(int number)
    {
        var chance = new Random(number);
        return ct => Update(door.Customers[chance.Next(door.Customers.Length)], chance.Next(), ct);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Update(string customer, int value, CancellationToken ct)
    {
        var observed = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{door.Url}/v1/customers/{customer}/assertions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", door.Token);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        request.Content = new StringContent(
            $$$"""{"observedAt":"{{{observed}}}","fields":{"note":"{{{value}}}"}}""", Encoding.UTF8, MediaTypeNames.Application.Json);
        using var response = await _http.SendAsync(request, ct);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"The gateway answered {response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
        }

        await response.Content.CopyToAsync(Stream.Null, ct);
    }
}
