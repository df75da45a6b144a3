using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>One effect per operation id, for ever: at once, later, after a restart, and whatever the law says by then.</summary>
public sealed class When_the_same_act_is_asked_twice
{
    [Fact]
    public async Task At_once_both_get_the_same_receipt_and_one_entry_exists()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        var body = new { observedAt = shop.Now(), fields = new { language = "de" } };
        var told = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => shop.Post("commerce", ana + "/assertions", body, "op-1")));
        Assert.All(told, t => Assert.Equal(2, t.Version));
        Assert.Single(told, t => !t.Replayed);
    }

    [Fact]
    public async Task After_a_restart_the_first_receipt_comes_again()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        var body = new { observedAt = shop.Now(), fields = new { language = "de" } };
        var first = await shop.Post("commerce", ana + "/assertions", body, "op-1");
        await shop.Restart();
        var again = await shop.Post("commerce", ana + "/assertions", body, "op-1");
        Assert.True(again.Replayed);
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
    }

    [Fact]
    public async Task After_a_year_the_first_receipt_comes_again()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        var body = new { observedAt = shop.Now(), fields = new { language = "de" } };
        var first = await shop.Post("commerce", ana + "/assertions", body, "op-1");
        shop.Pass(TimeSpan.FromDays(366));
        await shop.Restart();
        var again = await shop.Post("commerce", ana + "/assertions", body, "op-1");
        Assert.True(again.Replayed);
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
    }

    [Fact]
    public async Task With_another_body_it_is_refused_and_has_no_effect()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        var at = shop.Now();
        await shop.Post("commerce", ana + "/assertions", new { observedAt = at, fields = new { language = "de" } }, "op-1");
        var other = await shop.Post("commerce", ana + "/assertions", new { observedAt = at, fields = new { language = "fr" } }, "op-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal("idempotency-key-reused", other.Problem);
        Assert.Equal(2, (await shop.Get("commerce", ana)).Version);
    }

    [Fact]
    public async Task A_creation_that_is_repeated_makes_no_second_person()
    {
        await using var shop = await Shop.Open();
        var body = new { observedAt = shop.Now() };
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Post("commerce", "/v1/customers", body, "new-1")));
        Assert.Single(told.Select(t => t.Body.GetProperty("customer").GetString()).Distinct());
    }

    [Fact]
    public async Task A_native_key_never_begins_a_second_record()
    {
        await using var shop = await Shop.Open();
        var body = new { observedAt = shop.Now(), key = new { source = "commerce", key = "C-1" } };
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shop.Post("commerce", "/v1/customers", body, $"new-{i}")));
        Assert.Single(told, t => t.Status == HttpStatusCode.Created);
        Assert.All(told.Where(t => t.Status != HttpStatusCode.Created), t => Assert.Equal("customer-exists", t.Problem));
    }
}
