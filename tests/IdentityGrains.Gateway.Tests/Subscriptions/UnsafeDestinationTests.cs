using System.Text.Json;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Subscriptions;

/// <summary>Whatever the form of an address, nothing is sent inside: it is refused when it is named, and no connection was made to find that out.</summary>
public sealed class UnsafeDestinationTests(SubscribedProduct subscribed) : IClassFixture<SubscribedProduct>
{
    private static readonly string[] Addresses =
    [
        // In every form that a reader of addresses takes for one of these.
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "127.0.0.1.", "localhost", "localhost.", "LOCALHOST", "127。0。0。1",
        "①②⑦.0.0.1", "loc\u00ADalhost", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[fe80::1%25eth0]", "[fec0::1]", "[fc00::1]",
        "[fd7a:115c:a1e0::1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001::1]", "[100::1]", "[5f00::1]", "[ff02::1]", "10.0.0.1",
        "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "169.254.169.254", "168.63.129.16", "192.0.0.1", "192.0.2.1",
        "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "0.0.0.0",
    ];

    private static readonly string[] Others =
    [
        "http://8.8.8.8/", "file:///etc/passwd", "gopher://8.8.8.8/", "ftp://8.8.8.8/", "data:text/plain,x", "//127.0.0.1/", "javascript:alert(1)", "", "x",
        "https://", "https://user:pw@8.8.8.8/", "https://user@8.8.8.8/", "https://8.8.8.8/#@127.0.0.1/", "https://8.8.8.8\\@127.0.0.1/",
        "https://8.8.8.8/?token=x", "https://8.8.8.8:0/", "https://8.8.8.8:22/", "https://8.8.8.8:25/", "https://8.8.8.8:5432/", "https://8.8.8.8:11111/",
        "https://8.8.8.8:30000/", "https://8.8.8.8:99999/", "https://ex\u0430mple.com/", "https://no-such-name.invalid/", " https://localhost/",
    ];

    public static TheoryData<string> Unsafe => [.. Addresses, .. Others.Select(o => "=" + o)];

    [Theory]
    [MemberData(nameof(Unsafe))]
    public async Task Nothing_is_sent_there(string form)
    {
        var urls = form.StartsWith('=') ? [form[1..]] : new[] { $"https://{form}/x", $"https://{form}:{subscribed.Port}/x" };
        foreach (var url in urls)
        {
            var refused = await subscribed.Product.AsPerson("ana", "customer-data-stewards")
                .Post("/v1/subscriptions", Guid.NewGuid().ToString("N"), JsonSerializer.Serialize(new { url }));

            Assert.Equal((422, "unsafe-destination", "/url"), (refused.Status, refused.Slug, refused.Pointer));
        }

        Assert.False(subscribed.WasConnectedTo);
    }

    [Fact]
    public async Task Nothing_that_was_refused_was_kept()
    {
        var caller = subscribed.Product.AsPerson("ana", "customer-data-stewards");
        await caller.Post("/v1/subscriptions", "unsafe", "{\"url\":\"https://127.0.0.1/\"}");

        Assert.Empty((await caller.Get("/v1/subscriptions")).Body.GetProperty("subscriptions").EnumerateArray());
    }
}
