using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

public class SignedTests(ProductServer product)
{
    private const string Partner = "nhi:partner-acme-feed", Signature = "Assertion-Signature";

    private readonly ApiCaller _shop = product.As("nhi:commerce-sync");
    private readonly ApiCaller _idp = product.As("nhi:idp-events");
    private readonly ApiCaller _partner = product.As(Partner);

    [Fact]
    public async Task A_partners_signed_claim_wins_in_California_and_an_unsigned_one_does_not()
    {
        var customer = await Californian("signed-1");
        var body = Says("income_band", "B3");

        var unsigned = await _partner.Post(customer + "/assertions", "signed-1-a", body);
        var signed = await _partner.Post(customer + "/assertions", "signed-1-b", body, (Signature, By(customer, "signed-1-b", body)));
        var again = await _partner.Post(customer + "/assertions", "signed-1-b", body, (Signature, By(customer, "signed-1-b", body)));

        Assert.Equal("insufficient_proof", OutcomeOf(unsigned));
        Assert.Equal("winner", OutcomeOf(signed));
        Assert.Equal((200, "true"), (again.Status, again.Headers["Idempotent-Replay"]));
        Assert.Equal(signed.Body.GetRawText(), again.Body.GetRawText());
    }

    [Fact]
    public async Task How_the_signed_body_is_written_does_not_matter()
    {
        var customer = await Californian("signed-2");
        var at = product.Observed();
        var signature = By(customer, "signed-2-a", $$$"""{"observedAt":"{{{at}}}","fields":{"income_band":"B3"}}""");

        var answer = await _partner.Post(customer + "/assertions", "signed-2-a",
            $$$"""{ "fields" : { "income\u005fband":"\u00423" },  "observedAt" : "{{{at}}}" }""", (Signature, signature));

        Assert.Equal("winner", OutcomeOf(answer));
    }

    [Fact]
    public async Task A_body_that_was_tampered_with_is_refused_and_leaves_no_entry()
    {
        var customer = await Californian("signed-3");
        var before = (await _shop.Get(customer)).Version;
        var signature = By(customer, "signed-3-a", Says("income_band", "B3"));

        var answer = await _partner.Post(customer + "/assertions", "signed-3-a", Says("income_band", "B4"), (Signature, signature));

        Assert.Equal((403, "invalid-proof"), (answer.Status, answer.Slug));
        Assert.DoesNotContain("B4", answer.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(before, (await _shop.Get(customer)).Version);
    }

    [Fact]
    public async Task A_signature_for_another_customer_is_refused_and_leaves_no_entry()
    {
        var (customer, other) = (await Californian("signed-4"), await Californian("signed-4b"));
        var before = (await _shop.Get(customer)).Version;
        var body = Says("income_band", "B3");

        var byId = await _partner.Post(customer + "/assertions", "signed-4-a", body, (Signature, By(other, "signed-4-a", body)));
        var byKey = await _partner.Post(customer + "/assertions", "signed-4-b", body,
            (Signature, product.Sign("partner_acme", Partner, "commerce:signed-4b", "signed-4-b", body)));
        var toNobody = await _partner.Post(customer + "/assertions", "signed-4-c", body,
            (Signature, product.Sign("partner_acme", Partner, null, "signed-4-c", body)));

        Assert.All([byId, byKey, toNobody], answer => Assert.Equal((403, "invalid-proof"), (answer.Status, answer.Slug)));
        Assert.Equal(before, (await _shop.Get(customer)).Version);
    }

    [Fact]
    public async Task A_signature_that_was_used_is_refused_for_another_act_and_to_another_caller()
    {
        var customer = await Californian("signed-5");
        var body = Says("income_band", "B3");
        var signature = By(customer, "signed-5-a", body);
        await _partner.Post(customer + "/assertions", "signed-5-a", body, (Signature, signature));
        var before = (await _shop.Get(customer)).Version;

        var otherAct = await _partner.Post(customer + "/assertions", "signed-5-b", body, (Signature, signature));
        var otherCaller = await _idp.Post(customer + "/assertions", "signed-5-a", body, (Signature, signature));

        Assert.All([otherAct, otherCaller], answer => Assert.Equal((401, "replay-detected"), (answer.Status, answer.Slug)));
        Assert.Equal(before, (await _shop.Get(customer)).Version);
    }

    [Fact]
    public async Task A_key_of_the_customer_names_him_in_a_signature()
    {
        var customer = await Californian("signed-6");
        var body = Says("income_band", "B3");

        var answer = await _partner.Post(customer + "/assertions", "signed-6-a", body,
            (Signature, product.Sign("partner_acme", Partner, "commerce:signed-6", "signed-6-a", body)));

        Assert.Equal("winner", OutcomeOf(answer));
    }

    [Fact]
    public async Task A_signature_proves_no_more_than_the_policy_lets_its_source_prove()
    {
        var customer = await Californian("signed-7");
        var body = Says("loyalty_tier", "gold");

        var answer = await _partner.Post(customer + "/assertions", "signed-7-a", body, (Signature, By(customer, "signed-7-a", body)));

        Assert.Equal((403, "field-authority-denied"), (answer.Status, answer.Slug));
    }

    [Fact]
    public async Task A_read_passes_a_signature_over()
    {
        var customer = await Californian("signed-8");

        Assert.Equal(200, (await _shop.Get(customer, (Signature, By(customer, "signed-8-a", Says("income_band", "B3"))))).Status);
    }

    // Somebody of whom it is known that he lives in California and is of age: the one by his own word, the other by a signed one.
    private async Task<string> Californian(string key)
    {
        var created = await _shop.Post("/v1/customers", key + "-create",
            $$$"""{"observedAt":"{{{product.Observed()}}}","key":{"source":"commerce","key":"{{{key}}}"}}""");
        var customer = created.Headers["Location"];
        var born = Says("date_of_birth", "1990-05-01");
        var age = await _idp.Post(customer + "/assertions", key + "-age", born,
            (Signature, product.Sign("idp", "nhi:idp-events", "commerce:" + key, key + "-age", born)));
        var home = await product.As("nhi:web-bff").Post(customer + "/assertions", key + "-home", Says("residence_region", "US-CA"),
            ("Subject-Token", product.SubjectToken(created.Text("customer"), "nhi:web-bff")));
        Assert.Equal(("winner", "winner"), (OutcomeOf(age), OutcomeOf(home)));
        return customer;
    }

    private string By(string customer, string operation, string body) =>
        product.Sign("partner_acme", Partner, customer.Split('/')[^1], operation, body);

    private string Says(string field, string value) => $$$"""{"observedAt":"{{{product.Observed()}}}","fields":{"{{{field}}}":"{{{value}}}"}}""";

    private static string OutcomeOf(ApiAnswer answer) => answer.Body.GetProperty("fields")[0].GetProperty("outcome").GetString()!;
}
