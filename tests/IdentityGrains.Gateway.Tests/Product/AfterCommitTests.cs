using System.Text.Json;
using IdentityGrains.Gateway.Tests.Scim;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>
/// The store goes away between what was done and the answer. Nobody is told then that nothing was done: either the answer is given all the same, or it says
/// that the outcome is not known, and asking again tells.
/// </summary>
public sealed class AfterCommitTests : IAsyncLifetime
{
    private const string Subscriptions = "/v1/subscriptions", View = "ICustomerGrain.Get", Told = "ISubscriptionGrain.Changed";
    private readonly StoreAway _store = new();
    private readonly ProductServer _product;
    private readonly ScimCaller _crm;

    public AfterCommitTests()
    {
        _product = new ProductServer { Away = _store };
        _crm = new ScimCaller(_product, "nhi:crm-cdc");
    }

    private ApiCaller Ana => _product.AsPerson("ana", "customer-data-stewards");

    public ValueTask InitializeAsync() => _product.InitializeAsync();

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task A_user_that_was_made_is_not_said_to_be_none()
    {
        _store.During(View);
        var lost = await _crm.Make("after-1");
        _store.Back();

        Assert.Equal((503, "outcome-unknown"), (lost.Status, lost.Error.Slug));
        Assert.Equal(201, (await _crm.Make("after-1")).Status);
    }

    [Fact]
    public async Task A_user_that_was_changed_is_not_said_to_be_as_before()
    {
        var user = await _crm.Make("after-2");
        _store.During(View, before: 1);
        var lost = await _crm.Patch(user.Id, """{"op":"add","path":"name.givenName","value":"Ana"}""");
        _store.Back();

        Assert.Equal((503, "outcome-unknown"), (lost.Status, lost.Error.Slug));
        Assert.Equal("Ana", (await _crm.Get("/Users/" + user.Id)).At("name.givenName"));
    }

    [Fact]
    public async Task What_a_bulk_request_did_is_not_said_to_be_undone()
    {
        var made = $$"""{"method":"POST","path":"/Users","bulkId":"a","data":{{ScimCaller.Resource("after-3", "\"displayName\":\"x\"")}}}""";
        _store.During(View);
        var answer = await _crm.Send(
            HttpMethod.Post, "/Bulk", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{made}}]}""");
        _store.Back();

        Assert.Equal("503", answer.At("Operations.0.status"));
        Assert.Contains("outcome-unknown", answer.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_secret_is_told_although_its_sender_did_not_hear_of_it()
    {
        var id = await Subscribed("after-4");
        _store.During(Told);
        var rotated = await Ana.Post($"{Subscriptions}/{id}/secrets", "fresh-1", "");
        _store.Back();

        Assert.Equal(201, rotated.Status);
        Assert.StartsWith("whsec_", rotated.Text("secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_that_was_ended_is_not_said_to_stand()
    {
        var id = await Subscribed("after-5");
        _store.During(Told);
        var ended = await Ana.Delete($"{Subscriptions}/{id}");
        _store.Back();

        Assert.Equal((503, "outcome-unknown"), (ended.Status, ended.Slug));
        Assert.Equal(404, (await Ana.Get($"{Subscriptions}/{id}")).Status);
    }

    private async Task<string> Subscribed(string key)
    {
        var made = await Ana.Post(Subscriptions, key, JsonSerializer.Serialize(new { url = "https://8.8.8.8/events" }));
        Assert.Equal(201, made.Status);
        return made.Body.GetProperty("subscription").GetProperty("id").GetString()!;
    }
}
