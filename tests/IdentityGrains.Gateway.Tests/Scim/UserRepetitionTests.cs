using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Scim;

/// <summary>Requests that are sent again, or that meet another one, though SCIM gives acts no names.</summary>
public class UserRepetitionTests(ProductServer product)
{
    private const string Ana = """{"op":"replace","path":"name.givenName","value":"Ana"}""";
    private const string Eva = """{"op":"replace","path":"name.givenName","value":"Eva"}""";

    private readonly ScimCaller _crm = new(product, "nhi:crm-cdc");
    private readonly ScimCaller _commerce = new(product, "nhi:commerce-sync");

    [Fact]
    public async Task A_user_that_is_made_again_by_the_same_request_is_the_same_and_by_another_is_there_already()
    {
        var first = await _crm.Make("again-1", "\"name\":{\"givenName\":\"Ana\",\"familyName\":\"Lima\"}");
        var again = await _crm.Make("again-1", "\"name\":{\"familyName\":\"Lima\",\"givenName\":\"Ana\"}");
        var other = await _crm.Make("again-1", "\"name\":{\"givenName\":\"Eva\"}");

        Assert.Equal((201, "true"), (again.Status, again.Headers["Idempotent-Replay"]));
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal((409, "uniqueness", "customer-exists"), other.Error);
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_one_change()
    {
        var made = await _crm.Make("again-2");

        var first = await _crm.Patch(made.Id, Ana);
        var again = await _crm.Patch(made.Id, Ana);
        var put = await _crm.Put(made, "\"name\":{\"givenName\":\"Eva\"}");
        var putAgain = await _crm.Put(made, "\"name\":{\"givenName\":\"Eva\"}");

        Assert.Equal(("W/\"2\"", false), (first.Tag, first.Headers.ContainsKey("Idempotent-Replay")));
        Assert.Equal(("W/\"2\"", "true"), (again.Tag, again.Headers["Idempotent-Replay"]));
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal(("W/\"3\"", "W/\"3\"", "true"), (put.Tag, putAgain.Tag, putAgain.Headers["Idempotent-Replay"]));
    }

    [Fact]
    public async Task The_same_words_after_other_words_are_said_anew()
    {
        var made = await _crm.Make("again-3");
        await _crm.Patch(made.Id, Ana);
        await _crm.Patch(made.Id, Eva);

        var back = await _crm.Patch(made.Id, Ana);

        Assert.Equal(("W/\"4\"", "Ana", "given_name=winner"), (back.Tag, back.At("name.givenName"), back.Outcomes));
    }

    [Fact]
    public async Task A_change_is_meant_for_the_version_that_it_names_and_its_retry_is_the_same()
    {
        var made = await _crm.Make("again-4");

        var changed = await _crm.Patch(made.Id, Ana, ("If-Match", made.Tag));
        var retried = await _crm.Patch(made.Id, Ana, ("If-Match", made.Tag));
        var other = await _crm.Patch(made.Id, Eva, ("If-Match", made.Tag));
        var others = await _commerce.Patch(made.Id, Eva, ("If-Match", made.Tag));
        var never = await _crm.Patch(made.Id, Eva, ("If-Match", "W/\"a330bc\""));
        var strong = await _crm.Patch(made.Id, Eva, ("If-Match", "\"2\""));
        var any = await _crm.Patch(made.Id, Ana, ("If-Match", "*"));

        Assert.Equal((200, "W/\"2\""), (changed.Status, changed.Tag));
        Assert.Equal((200, "W/\"2\"", "true"), (retried.Status, retried.Tag, retried.Headers["Idempotent-Replay"]));
        Assert.All(new[] { other, others, never }, refused =>
        {
            Assert.Equal((412, null, "version-conflict"), refused.Error);
            Assert.Equal("W/\"2\"", refused.Tag);
        });
        Assert.Equal((200, "W/\"3\""), (strong.Status, strong.Tag));
        Assert.Equal((200, "W/\"4\""), (any.Status, any.Tag));
    }

    [Fact]
    public async Task A_key_of_the_caller_s_own_names_the_act()
    {
        var made = await _crm.Make("again-5");
        var first = await _crm.Patch(made.Id, Ana, ("Idempotency-Key", "again-5"));
        await _commerce.Patch(made.Id, Eva);

        var again = await _crm.Patch(made.Id, Ana, ("Idempotency-Key", "again-5"));
        var other = await _crm.Patch(made.Id, Eva, ("Idempotency-Key", "again-5"));

        Assert.Equal((200, "true", "given_name=winner"), (again.Status, again.Headers["Idempotent-Replay"], again.Outcomes));
        Assert.Equal(("W/\"2\"", "W/\"3\"", "Eva"), (first.Tag, again.Tag, again.At("name.givenName")));
        Assert.Equal((400, "invalidValue", "idempotency-key-reused"), other.Error);
    }

    [Fact]
    public async Task A_user_without_a_name_of_the_source_s_own_needs_a_key()
    {
        string Body(string name) => $$"""{"schemas":["{{ScimCaller.User}}"],"userName":"{{name}}"}""";
        var byName = await _crm.Send(HttpMethod.Post, "/Users", Body("again-6"));
        var address = await _crm.Send(HttpMethod.Post, "/Users", Body("ana@shop.example"));
        var phone = await _crm.Send(HttpMethod.Post, "/Users", Body("0049-151-1234567"));
        var two = await _crm.Send(HttpMethod.Post, "/Users", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","externalId":"b"}""");

        Assert.Equal((201, "again-6"), (byName.Status, byName.Text("externalId")));
        Assert.All(new[] { address, phone, two }, refused => Assert.Equal((400, "invalidValue", "validation-failed"), refused.Error));
        Assert.DoesNotContain("ana@", address.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_each_take_effect_and_the_same_ones_once()
    {
        var made = await _crm.Make("again-7");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _crm.Patch(made.Id, i % 2 == 0 ? Ana : Eva)));

        Assert.All(answers, a => Assert.Contains(a.Status, new[] { 200, 429 }));
        Assert.Contains(answers, a => a.Status == 200);
    }

    [Fact]
    public async Task What_is_still_the_same_is_not_told_again()
    {
        var made = await _crm.Make("again-8");

        Assert.Equal(304, (await _crm.Get("/Users/" + made.Id, ("If-None-Match", made.Tag))).Status);
        Assert.Equal(200, (await _crm.Get("/Users/" + made.Id, ("If-None-Match", "W/\"9\""))).Status);
    }
}
