using System.Text.Json;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

public class PastTests(ProductServer product)
{
    private readonly ApiCaller _crm = product.As("nhi:crm-cdc");

    [Theory]
    [InlineData("version=0", "/query/version")]
    [InlineData("version=-1", "/query/version")]
    [InlineData("version=", "/query/version")]
    [InlineData("version=1.0", "/query/version")]
    [InlineData("version=9223372036854775808", "/query/version")]
    [InlineData("at=", "/query/at")]
    [InlineData("at=yesterday", "/query/at")]
    [InlineData("at=2026-01-02T03:04:05", "/query/at")]
    [InlineData("version=1&at=2026-01-02T03:04:05Z", "/query/version")]
    public async Task A_moment_that_cannot_be_read_is_refused(string query, string pointer)
    {
        foreach (var path in await Views("past-1"))
        {
            var answer = await _crm.Get($"{path}?{query}");
            Assert.Equal((400, "validation-failed", pointer), (answer.Status, answer.Slug, answer.Pointer));
        }
    }

    [Theory]
    [InlineData("version=1&version=1", 400, "duplicate-parameter")]
    [InlineData("version=99", 404, "version-not-found")]
    [InlineData("version=9223372036854775807", 404, "version-not-found")]
    [InlineData("at=1999-01-02T03:04:05Z", 404, "subject-not-found")]
    [InlineData("at=2199-01-02T03:04:05Z", 422, "validation-failed")]
    [InlineData("When=now", 400, "validation-failed")]
    public async Task A_moment_of_which_nothing_is_known_is_no_answer(string query, int status, string slug)
    {
        foreach (var path in await Views("past-2"))
        {
            var answer = await _crm.Get($"{path}?{query}");
            Assert.Equal((status, slug), (answer.Status, answer.Slug));
        }
    }

    [Fact]
    public async Task A_customer_is_told_as_of_a_version_and_as_of_the_instant_that_an_answer_names()
    {
        var path = (await Views("past-3"))[0];
        var then = await _crm.Get(path);
        await Say("past-3", "b", "Anna");

        var byVersion = await _crm.Get($"{path}?version=2");
        var again = await _crm.Get($"{path}?at={then.Text("asOf")}");
        var explained = await _crm.Get($"{path}/explain/given_name?version=2");

        Assert.Equal("Anna", Value((await _crm.Get(path)).Body));
        Assert.Equal(("Ana", "\"2\"", "no-store"), (Value(byVersion.Body), byVersion.Headers["ETag"], byVersion.Headers["Cache-Control"]));
        Assert.Equal(then.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal((2L, "Ana"), (explained.Version, explained.Text("value")));
    }

    private static string? Value(JsonElement customer) => customer.GetProperty("fields")[0].GetProperty("value").GetString();

    private async Task<string[]> Views(string key)
    {
        await _crm.Post("/v1/customers", key + "-create", $$$"""{"observedAt":"{{{product.Observed(60)}}}","key":{"source":"crm","key":"{{{key}}}"}}""");
        await Say(key, "a", "Ana");
        return [$"/v1/customers/by-key/crm/{key}", $"/v1/customers/by-key/crm/{key}/explain/given_name"];
    }

    private async Task Say(string key, string operation, string name) => await _crm.Post(
        $"/v1/customers/by-key/crm/{key}/assertions", $"{key}-{operation}",
        $$$"""{"observedAt":"{{{product.Observed(0)}}}","fields":{"given_name":"{{{name}}}"}}""");
}
