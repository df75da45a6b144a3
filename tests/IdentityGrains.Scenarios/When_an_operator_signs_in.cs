using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>The Orleans dashboard opens to whoever has the link of the start, once, and shows nobody what grains hold.</summary>
public sealed class When_an_operator_signs_in
{
    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_link_the_dashboard_is_shut()
    {
        await using var shop = await Shop.Open();
        using var browser = new HttpClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(shop.Product.Url + "/orleans/", Patience)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(shop.Product.Url + "/orleans/DashboardCounters", Patience)).StatusCode);
    }

    [Fact]
    public async Task The_link_lets_one_in_and_does_not_work_again()
    {
        await using var shop = await Shop.Open();
        using var browser = new HttpClient();
        var page = await browser.GetAsync(shop.Product.OperatorLink, Patience);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("text/html", page.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(await page.Content.ReadAsByteArrayAsync(Patience));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(shop.Product.Url + "/orleans/DashboardCounters", Patience)).StatusCode);

        using var another = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await another.GetAsync(shop.Product.OperatorLink, Patience)).StatusCode);
    }

    [Theory]
    [InlineData("/orleans/GrainState?grainId=cus_0&grainType=customer")]
    [InlineData("/orleans/grainstate?grainId=cus_0&grainType=customer")]
    [InlineData("/ORLEANS/GRAINSTATE")]
    public async Task What_a_grain_holds_is_shown_to_nobody(string path)
    {
        await using var shop = await Shop.Open();
        using var browser = new HttpClient();
        await browser.GetAsync(shop.Product.OperatorLink, Patience);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(shop.Product.Url + path, Patience)).StatusCode);
    }
}
