using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IdentityGrains.Scenarios.Given;

/// <summary>A callback as a platform, or somebody who says to be one, makes it.</summary>
/// <param name="Delivery">Which delivery it names in its address.</param>
/// <param name="Body">Its raw body.</param>
/// <param name="Id">Its own id.</param>
/// <param name="At">The time that it says.</param>
/// <param name="Key">By what it is signed; null for not at all.</param>
public sealed record BadAck(string Delivery, string Body, string Id, DateTimeOffset At, byte[]? Key)
{
    /// <summary>What is sent instead of the signed body; null for that.</summary>
    public string? Instead { get; init; }

    /// <summary>The callback that acknowledges a delivery as it should be.</summary>
    public static BadAck Good(string delivery, long version, DateTimeOffset now, byte[] key) =>
        new(delivery, Saying(delivery, version.ToString(CultureInfo.InvariantCulture)), "msg_" + Guid.NewGuid().ToString("N"), now, key);

    /// <summary>A body that says so.</summary>
    public static string Saying(string delivery, string version) => $$"""{"deliveryId":"{{delivery}}","appliedVersion":{{version}}}""";

    /// <summary>The request that makes it.</summary>
    public HttpRequestMessage Request(string product)
    {
        var seconds = At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, $"{product}/v1/acks/{Delivery}")
        {
            Content = new StringContent(Instead ?? Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", Id);
        request.Headers.Add("webhook-timestamp", seconds);
        if (Key is not null)
        {
            var signed = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{Id}.{seconds}.{Body}"));
            request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(signed));
        }

        return request;
    }
}
