using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Signals;

public class SignalTests(ProductServer product)
{
    private const string ConsentString = "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA";

    [Fact]
    public async Task An_opt_out_counts_at_once_and_its_status_is_displayed()
    {
        var ana = await Person.Aged(product, 30, "US-CA");
        Assert.True((await ana.Consent("ads_sharing")).GetProperty("permitted").GetBoolean());

        var answer = await ana.Does("signals", Signal("gpc", "1"), signedIn: false);

        Assert.Equal(200, answer.Status);
        var view = (await ana.Reads()).Body;
        Assert.True(view.GetProperty("gpc").GetBoolean());
        Assert.Equal("gpc", Assert.Single(view.GetProperty("signals").EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal("gpc", (await ana.Consent("ads_sharing")).GetProperty("why").GetString());
    }

    [Fact]
    public async Task Against_a_later_opt_in_the_stricter_holds_until_she_takes_the_signal_back_herself()
    {
        var ana = await Person.Aged(product, 30, "US-CA");
        await ana.Does("signals", Signal("gpc", "1"));
        var optIn = $$"""{"observedAt":"{{product.Observed()}}","purpose":"ads_sharing","decision":"granted","noticeVersion":"n-2026-05"}""";
        Assert.Equal(200, (await ana.Does("consents", optIn)).Status);
        Assert.Equal("gpc", (await ana.Consent("ads_sharing")).GetProperty("why").GetString());

        await ana.Does("signals", Signal("gpc", "0"), signedIn: false);
        Assert.True((await ana.Reads()).Body.GetProperty("gpc").GetBoolean());

        await ana.Does("signals", Signal("gpc", "0"));
        Assert.True((await ana.Consent("ads_sharing")).GetProperty("permitted").GetBoolean());
    }

    [Fact]
    public async Task The_text_of_a_consent_string_is_told_to_the_customer_and_to_nobody_who_only_syncs()
    {
        var ana = await Person.Aged(product, 30);
        await ana.Does("signals", Signal("tcf", ConsentString));

        var hers = Assert.Single((await ana.Reads()).Body.GetProperty("signals").EnumerateArray());
        var theirs = await product.As("nhi:crm-cdc").Get($"/v1/customers/{ana.Id}");

        Assert.Equal((ConsentString, "31"), (hers.GetProperty("text").GetString(), hers.GetProperty("parts").GetProperty("cmpId").GetString()));
        Assert.DoesNotContain(ConsentString, theirs.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("31", Assert.Single(theirs.Body.GetProperty("signals").EnumerateArray()).GetProperty("parts").GetProperty("cmpId").GetString());
    }

    [Fact]
    public async Task The_header_of_a_browser_that_reaches_us_through_somebody_is_nobodys_signal()
    {
        var ana = await Person.Aged(product, 30, "US-CA");

        await product.As("nhi:crm-cdc").Post(
            $"/v1/customers/{ana.Id}/assertions", "with-header",
            $$$"""{"observedAt":"{{{product.Observed()}}}","fields":{"given_name":"Ana"}}""", ("Sec-GPC", "1"));

        Assert.False((await ana.Reads()).Body.GetProperty("gpc").GetBoolean());
    }

    private string Signal(string kind, string text) => $$"""{"observedAt":"{{product.Observed(0)}}","kind":"{{kind}}","text":"{{text}}"}""";
}
