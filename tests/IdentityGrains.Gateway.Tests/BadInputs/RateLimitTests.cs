using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.BadInputs;

public class RateLimitTests
{
    [Fact]
    public async Task Who_asks_too_much_is_told_to_come_back_and_nobody_else_is()
    {
        await using var product = new ProductServer { Settings = ["--Calls:PerSecond=1", "--Calls:AtOnce=5"] };
        await product.InitializeAsync();
        var (crm, shop) = (product.As("nhi:crm-cdc"), product.As("nhi:commerce-sync"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => crm.Get("/v1/deliveries")));

        Assert.Contains(answers, a => a.Status == 200);
        var refused = answers.Where(a => a.Status != 200).ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Equal((429, "rate-limited", "1"), (a.Status, a.Slug, a.Headers["Retry-After"])));
        Assert.Equal(200, (await shop.Get("/v1/deliveries")).Status);
    }

    [Fact]
    public async Task Who_asks_for_ids_that_name_nobody_is_told_to_come_back_and_those_who_exist_are_served_to_others()
    {
        await using var product = new ProductServer { Settings = ["--Calls:UnknownPerSecond=1", "--Calls:UnknownAtOnce=5"] };
        await product.InitializeAsync();
        var (crm, shop) = (product.As("nhi:crm-cdc"), product.As("nhi:commerce-sync"));

        var answers = new List<int>();
        for (var i = 0; i < 40; i++)
        {
            answers.Add((await crm.Get($"/v1/customers/cus_{Guid.NewGuid():N}")).Status);
        }

        Assert.Equal([404, 429], answers.Distinct().Order());
        Assert.Equal(404, (await shop.Get($"/v1/customers/cus_{Guid.NewGuid():N}")).Status);
        Assert.Equal(200, (await crm.Get("/v1/deliveries")).Status);
    }
}
