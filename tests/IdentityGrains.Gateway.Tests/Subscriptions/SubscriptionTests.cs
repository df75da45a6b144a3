using System.Text.Json;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Subscriptions;

/// <summary>A subscription's life: who may make one, what is told of it, and that its secret is told once.</summary>
public sealed class SubscriptionTests(ProductServer product)
{
    private const string Path = "/v1/subscriptions";
    private const string Public = "https://8.8.8.8/events";

    private readonly ApiCaller _ana = product.AsPerson("ana", "customer-data-stewards");

    [Fact]
    public async Task A_secret_is_told_to_whoever_asked_for_it_and_to_nobody_who_reads()
    {
        var made = await Make("consent.withdrawn", "field.changed", "field.changed");
        var secret = made.Text("secret");
        var id = Id(made);

        var read = await _ana.Get($"{Path}/{id}");
        var list = await _ana.Get(Path);
        var rotated = await _ana.Post($"{Path}/{id}/secrets", "fresh-1", "");

        Assert.Equal((201, $"{Path}/{id}"), (made.Status, made.Headers["Location"]));
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(secret[6..]).Length);
        Assert.Equal(
            ("active", Public, "The warehouse", "oidc:workforce/ana"),
            (read.Text("state"), read.Text("url"), read.Text("description"), read.Text("createdBy")));
        Assert.Equal(["consent.withdrawn", "field.changed"], read.Body.GetProperty("types").EnumerateArray().Select(t => t.GetString()));
        Assert.DoesNotContain(secret, read.Body.GetRawText() + list.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(201, rotated.Status);
        Assert.NotEqual(secret, rotated.Text("secret"));
        Assert.False(Holds(product.DataFolder, Convert.FromBase64String(secret[6..])));
        await Remove(id);
    }

    [Fact]
    public async Task A_retry_makes_no_second_one_and_is_told_the_same_secret()
    {
        var key = Guid.NewGuid().ToString("N");
        var first = await _ana.Post(Path, key, Body(Public));
        var again = await _ana.Post(Path, key, Body(Public));
        var other = await _ana.Post(Path, key, Body(Public + "/other"));
        var others = await product.AsPerson("rita", "customer-data-stewards").Post(Path, key, Body(Public));
        var unnamed = await _ana.Ask(Path, Body(Public));

        Assert.Equal((201, 201, "true"), (first.Status, again.Status, again.Headers["Idempotent-Replay"]));
        Assert.Equal((first.Text("secret"), Id(first), first.Headers["Location"]), (again.Text("secret"), Id(again), again.Headers["Location"]));
        Assert.Single((await _ana.Get(Path)).Body.GetProperty("subscriptions").EnumerateArray(), s => s.GetProperty("id").GetString() == Id(first));
        Assert.Equal((422, "idempotency-key-reused", "/headers/Idempotency-Key"), (other.Status, other.Slug, other.Pointer));
        Assert.Equal(201, others.Status);
        Assert.NotEqual(Id(first), Id(others));
        Assert.Equal((428, "idempotency-key-required"), (unnamed.Status, unnamed.Slug));
        await Remove(Id(first));
        Assert.Equal(204, (await product.AsPerson("cleo", "chief-privacy-officer").Delete($"{Path}/{Id(others)}")).Status);
    }

    [Fact]
    public async Task A_retry_for_a_fresh_secret_is_told_the_same_and_the_one_of_before_signs_on()
    {
        var made = await Make();
        var path = $"{Path}/{Id(made)}/secrets";

        var first = await _ana.Post(path, "fresh-1", "");
        var again = await _ana.Post(path, "fresh-1", "");
        var other = await _ana.Post(path, "fresh-2", "");
        var unnamed = await _ana.Ask(path, "");

        Assert.Equal((201, 201, "true"), (first.Status, again.Status, again.Headers["Idempotent-Replay"]));
        Assert.Equal(first.Text("secret"), again.Text("secret"));
        Assert.Equal(201, other.Status);
        Assert.Equal(3, new[] { made, first, other }.Select(a => a.Text("secret")).Distinct().Count());
        Assert.Equal((428, "idempotency-key-required"), (unnamed.Status, unnamed.Slug));
        await Remove(Id(made));
    }

    [Fact]
    public async Task To_others_it_is_as_if_there_were_none_but_to_those_who_approve_policies()
    {
        var id = Id(await Make());
        var (rita, cleo) = (product.AsPerson("rita", "privacy-ops"), product.AsPerson("cleo", "chief-privacy-officer"));

        Assert.Equal((404, "subscription-not-found"), await Answer(rita.Get($"{Path}/{id}")));
        Assert.Equal((404, "subscription-not-found"), await Answer(rita.Post($"{Path}/{id}/secrets", "fresh-1", "")));
        Assert.Equal((404, "subscription-not-found"), await Answer(rita.Delete($"{Path}/{id}")));
        Assert.DoesNotContain(id, (await rita.Get(Path)).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(id, (await cleo.Get(Path)).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(Public, (await cleo.Get($"{Path}/{id}")).Text("url"));
        Assert.Equal(201, (await cleo.Post($"{Path}/{id}/secrets", "fresh-1", "")).Status);
        Assert.Equal(204, (await cleo.Delete($"{Path}/{id}")).Status);
    }

    [Fact]
    public async Task One_that_was_ended_is_gone()
    {
        var id = Id(await Make());

        await Remove(id);

        Assert.Equal((404, "subscription-not-found"), await Answer(_ana.Get($"{Path}/{id}")));
        Assert.Equal((404, "subscription-not-found"), await Answer(_ana.Post($"{Path}/{id}/secrets", "fresh-1", "")));
        Assert.Equal((404, "subscription-not-found"), await Answer(_ana.Delete($"{Path}/{id}")));
        Assert.Equal((404, "subscription-not-found"), await Answer(_ana.Get($"{Path}/{id.ToUpperInvariant()}")));
    }

    [Fact]
    public async Task Only_people_who_play_a_part_have_one()
    {
        var id = Id(await Make());
        foreach (var caller in new[] { product.As("nhi:crm-cdc"), product.AsPerson("eve"), product.AsPerson("eve", "janitor") })
        {
            Assert.Equal((403, "forbidden"), await Answer(caller.Post(Path, "refused", Body(Public))));
            Assert.Equal((403, "forbidden"), await Answer(caller.Get(Path)));
            Assert.Equal((403, "forbidden"), await Answer(caller.Get($"{Path}/{id}")));
            Assert.Equal((403, "forbidden"), await Answer(caller.Post($"{Path}/{id}/secrets", "fresh-1", "")));
            Assert.Equal((403, "forbidden"), await Answer(caller.Delete($"{Path}/{id}")));
        }

        await Remove(id);
    }

    [Theory]
    [InlineData("""{"types":[]}""", 400, "validation-failed", "/url")]
    [InlineData("""{"url":"https://8.8.8.8/","types":["customer.created","customer.*"]}""", 400, "validation-failed", "/types/1")]
    [InlineData("""{"url":"https://8.8.8.8/","types":"customer.created"}""", 400, "validation-failed", "/types")]
    [InlineData("""{"url":"https://8.8.8.8/","description":"\u0001"}""", 400, "validation-failed", "/description")]
    [InlineData("""{"url":"https://8.8.8.8/","secret":"whsec_AAAA"}""", 400, "unknown-property", "/secret")]
    [InlineData("""{"url":"https://8.8.8.8/","after":"1"}""", 400, "cursor-invalid", null)]
    public async Task What_is_not_understood_is_refused(string body, int status, string slug, string? pointer)
    {
        var refused = await _ana.Post(Path, "refused", body);

        Assert.Equal((status, slug), (refused.Status, refused.Slug));
        Assert.Equal(pointer, pointer is null ? null : refused.Pointer);
    }

    private static async Task<(int Status, string Slug)> Answer(Task<ApiAnswer> asked)
    {
        var answer = await asked;
        return (answer.Status, answer.Slug);
    }

    private static bool Holds(string folder, byte[] secret) => Directory.EnumerateFiles(folder, "*.db*").Any(f =>
    {
        using var file = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(secret) >= 0;
    });

    private static string Id(ApiAnswer made) => made.Body.GetProperty("subscription").GetProperty("id").GetString()!;

    private static string Body(string url) => JsonSerializer.Serialize(new { url });

    private Task<ApiAnswer> Make(params string[] types) =>
        _ana.Post(Path, Guid.NewGuid().ToString("N"), JsonSerializer.Serialize(new { url = Public, types, description = "The warehouse" }));

    private async Task Remove(string id) => Assert.Equal(204, (await _ana.Delete($"{Path}/{id}")).Status);
}
