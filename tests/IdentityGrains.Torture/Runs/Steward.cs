using System.Net.Http.Json;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Load;

namespace IdentityGrains.Torture.Runs;

/// <summary>An exception as the API tells of it.</summary>
internal sealed record ToldException(OpenException Open, string Why)
{
    public string? Platform => Open.Platform;
}

/// <summary>Somebody who looks after platforms through the API: has copies looked at, and reads what somebody has to look at.</summary>
internal sealed class Steward(IReadOnlyList<Door> doors, Credentials credentials, CancellationToken ct)
{
    private const string Person = "david";
    private const string Role = "head-of-customer-data";
    private const string Finished = "finished";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What is open.</summary>
    public async Task<IReadOnlyList<ToldException>> Exceptions() =>
    [
        .. (await Ask(HttpMethod.Get, "/v1/exceptions")).GetProperty("exceptions").EnumerateArray().Select(e => new ToldException(
            new OpenException(e.GetProperty("platform").GetString(), e.GetProperty("customer").GetString(), e.GetProperty("kind").GetString()!),
            e.GetProperty("why").GetString()!)),
    ];

    /// <summary>Has every copy at a platform looked at, and waits until it was: how many differed, and how many of them were repaired.</summary>
    public async Task<(long Drifting, long Repaired, string? Stopped)> LookAtAll(string platform)
    {
        var runs = $"/v1/platforms/{platform}/reconciliations";
        var number = (await Ask(HttpMethod.Post, runs, new { mode = "full" })).GetProperty("number").GetInt64();
        using var again = new PeriodicTimer(Pause);
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ; await again.WaitForNextTickAsync(ct))
        {
            var run = (await Ask(HttpMethod.Get, $"{runs}/{number}")).GetProperty("run");
            if (run.GetProperty("stage").GetString() == Finished)
            {
                var figures = run.GetProperty("figures");
                return (figures.GetProperty("drifting").GetInt64(), figures.GetProperty("repaired").GetInt64(), run.GetProperty("stopped").GetString());
            }

            Assert.True(waited.Elapsed < Patience, $"Looking at {platform} did not come to an end: {run}");
        }
    }

    // As anybody would whose host is dead at the moment: at the next one.
    private async Task<JsonElement> Ask(HttpMethod method, string path, object? body = null)
    {
        using var again = new PeriodicTimer(Pause);
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var content = body is null ? null : JsonContent.Create(body);
                var (status, text) = await doors[tries % doors.Count].Send(method, path, credentials.Person(Person, Role), content, ct);
                if ((int)status is >= 200 and < 300)
                {
                    return JsonSerializer.Deserialize<JsonElement>(text);
                }

                Assert.True(status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"{path}: {status} {text}");
            }
            catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException)
            {
                // It is dead at the moment.
            }

            Assert.True(tries < 120, $"{path} was asked {tries} times.");
            await again.WaitForNextTickAsync(ct);
        }
    }
}
