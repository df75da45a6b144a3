using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Platforms;
using Wrong = IdentityGrains.Simulators.Faults.Fault;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F33: callbacks that are lost, doubled, late and out of order, as a platform sends that is not well; and forged, unsigned, and of deliveries that nobody
/// made, as somebody sends who is not the platform.
/// </summary>
internal sealed class AckAttacker(HookPlatform platform) : Fault
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(10);
    private static readonly string[] Never = ["forged", "unsigned", "unknown", "late", "too new"];
    private static readonly string Nobodys = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly ConcurrentDictionary<(string Kind, int Status), int> _answers = new();

    public override string Number => "F33";

    private bool Bit => Never.All(k => _answers.Any(a => a.Key.Kind == k && a.Key.Status is >= 400 and < 500)) && _answers.Any(a => a.Key.Kind == "again");

    public override async Task<Bite> Strike(Scene scene)
    {
        platform.Inject(new Wrong(FaultKind.AckLost) { Rate = 0.3 });

        // So that there are deliveries of which no callback can be true.
        platform.Inject(new Wrong(FaultKind.ErrorBeforeApply) { Rate = 0.2 });
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); clock.Elapsed < Duration || (!Bit && clock.Elapsed < Patience); await scene.Last(Pause))
        {
            var seen = platform.Seen;
            var told = seen.Skip(Math.Max(0, seen.Count - 400)).SelectMany(s => s.Copies(platform.Name)).ToArray();
            if (told.Length > 0)
            {
                await Try(http, scene, told);
            }
        }

        platform.Heal();
        return Told();
    }

    private Task Try(HttpClient http, Scene scene, ToldCopy[] told)
    {
        var host = scene.Product.Hosts[scene.Random.Next(scene.Product.Hosts.Count)].Url;
        var (newest, any) = (told[^1], told[scene.Random.Next(told.Length)]);
        var unknown = newest with { DeliveryId = "dlv_" + Guid.NewGuid().ToString("N") };
        var now = TimeProvider.System.GetUtcNow();
        return scene.Random.Next(7) switch
        {
            0 => Post(http, host, "forged", newest, Nobodys, now),
            1 => Post(http, host, "unsigned", newest, null, now),
            2 => Post(http, host, "unknown", unknown, platform.Secret, now),
            3 => Post(http, host, "late", newest, platform.Secret, now - LongAgo),
            4 when newest.Applied => Post(http, host, "too new", newest with { Version = newest.Version + 1_000 }, platform.Secret, now),
            5 when any.Applied => Twice(http, host, any, now),
            _ when any.Applied => Post(http, host, "again", any, platform.Secret, now),
            _ => Task.CompletedTask,
        };
    }

    private async Task Twice(HttpClient http, string host, ToldCopy copy, DateTimeOffset now) =>
        await Task.WhenAll(Post(http, host, "again", copy, platform.Secret, now), Post(http, host, "again", copy, platform.Secret, now));

    private async Task Post(HttpClient http, string host, string kind, ToldCopy copy, string? secret, DateTimeOffset now)
    {
        var body = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $$"""{"deliveryId":"{{copy.DeliveryId}}","appliedVersion":{{copy.Version}}}"""));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{host}/v1/acks/{copy.DeliveryId}")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        var (id, at) = ("ack_" + Guid.NewGuid().ToString("N"), now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at);
        if (secret is not null)
        {
            var (key, signed) = (Convert.FromBase64String(secret["whsec_".Length..]), (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body]);
            request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        }

        try
        {
            using var answer = await http.SendAsync(request);
            _answers.AddOrUpdate((kind, (int)answer.StatusCode), 1, (_, n) => n + 1);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // The host is dead at the moment.
        }
    }

    private Bite Told()
    {
        var answers = string.Join(", ", _answers.OrderBy(a => a.Key).Select(a => $"{a.Key.Kind} {a.Key.Status}: {a.Value}"));
        return new Bite(Bit ? $"{platform.Name}: {answers}" : null)
        {
            Violations =
            [
                .. _answers.Where(a => (Never.Contains(a.Key.Kind) && a.Key.Status < 300) || a.Key.Status == 500)
                    .Select(a => new Violation(AckRecords.Name, platform.Name, $"{a.Value} callbacks that were {a.Key.Kind} were answered {a.Key.Status}")),
            ],
        };
    }
}
