using System.Collections.Concurrent;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios.Secrecy;

/// <summary>Values put into every place of the API that takes one, accepted and refused. Answers that may hold none are kept.</summary>
public sealed class Planting(Shop shop, Canaries canaries)
{
    private readonly ConcurrentBag<Told> _heard = [];

    /// <summary>The numbers under which the platform keeps the customers.</summary>
    public ConcurrentBag<string> Numbers { get; } = [];

    /// <summary>What must travel: accepted, current, and permitted to the platform.</summary>
    public ConcurrentBag<string> Travelling { get; } = [];

    /// <summary>Answers that may hold no value.</summary>
    public IReadOnlyCollection<Told> Heard => _heard;

    /// <summary>Values that are accepted: as claims that win, lose, wait; as native keys and as evidence.</summary>
    public async Task<string> Accepted()
    {
        var key = canaries.Text();
        var customer = await shop.Create("commerce", key);
        var (number, given, line) = (canaries.Text(), canaries.Text(), canaries.Text());
        await Hear(HttpStatusCode.OK, shop.Assertion("commerce", customer, new
        {
            customer_number = number, given_name = given, family_name = canaries.Text(), email = canaries.Email(),
            postal_address = new { line1 = line, line2 = canaries.Text(), city = canaries.Text(), postcode = "10115", country = "DE" },
        }));
        await Hear(HttpStatusCode.OK, shop.Assertion("self_service", customer, new { given_name = canaries.Text() }));
        await Hear(HttpStatusCode.OK, shop.Assertion("crm", customer, new { email = canaries.Email(), phone_mobile = canaries.Phone() }));
        await Hear(HttpStatusCode.OK, shop.Post("support", customer + "/assertions", new
        {
            observedAt = shop.Now(), fields = new { language = "de" }, evidence = new[] { new { kind = "case_reference", reference = canaries.Text() } },
        }));
        await Hear(HttpStatusCode.OK, shop.Post("crm", customer + "/keys", new
        {
            observedAt = shop.Now(), key = new { source = "crm", key = canaries.Text() },
        }));
        Numbers.Add(number);
        Travelling.Add(given);
        Travelling.Add(line);
        await Read(customer, key);
        return customer;
    }

    /// <summary>Values that are refused, for every reason that has seen one.</summary>
    public async Task Refused(string customer)
    {
        await Hear(HttpStatusCode.UnprocessableEntity, shop.Assertion("commerce", customer, new { nickname = canaries.Text() }));
        await Hear(HttpStatusCode.UnprocessableEntity, shop.Assertion("commerce", customer, new { email = canaries.Text() }));
        await Hear(HttpStatusCode.UnprocessableEntity, shop.Assertion("crm", customer, new { phone_mobile = canaries.Text() }));
        await Hear(HttpStatusCode.UnprocessableEntity, shop.Assertion("commerce", customer, new { given_name = canaries.Text() + "\u0007" }));
        await Hear(HttpStatusCode.UnprocessableEntity, shop.Assertion("commerce", customer, new { customer_number = canaries.Text() }));
        await Hear(HttpStatusCode.UnprocessableEntity, shop.Assertion("commerce", customer, new { postal_address = new { line1 = canaries.Text() } }));
        await Hear(HttpStatusCode.Forbidden, shop.Assertion("crm", customer, new { loyalty_tier = canaries.Text() }));
        await Hear(HttpStatusCode.UnprocessableEntity, shop.Post("commerce", customer + "/consents", new
        {
            observedAt = shop.Now(), purpose = canaries.Text(), decision = "granted", noticeVersion = canaries.Text(),
        }));
        await Hear(HttpStatusCode.UnprocessableEntity, shop.Post("commerce", customer + "/consents", new
        {
            observedAt = shop.Now(), purpose = "personalisation", decision = "granted", noticeVersion = canaries.Text(),
        }));
        await Hear(HttpStatusCode.BadRequest, shop.Post("commerce", customer + "/keys", new
        {
            observedAt = shop.Now(), key = new { source = "commerce", key = canaries.Email() },
        }));
        await Hear(HttpStatusCode.BadRequest, shop.Post("commerce", customer + "/assertions", new
        {
            observedAt = canaries.Text(), fields = new { language = "de" },
        }));
        await Hear(HttpStatusCode.BadRequest, shop.PostText("commerce", customer + "/assertions", $"{{\"fields\":{{\"given_name\":\"{canaries.Text()}\""));
        await Hear(HttpStatusCode.BadRequest, shop.Get("commerce", $"{customer}/journal?from={canaries.Text()}"));
        await Hear(HttpStatusCode.NotFound, shop.Get("commerce", "/v1/customers/by-key/commerce/" + canaries.Text()));
        await Hear(HttpStatusCode.NotFound, shop.Get("commerce", "/v1/customers/by-key/commerce/" + Uri.EscapeDataString(canaries.Email())));
    }

    private async Task Read(string customer, string key)
    {
        // These two show values, to whom may see them; whoever sees them need not be told less.
        await Shows(HttpStatusCode.OK, shop.Get("commerce", "/v1/customers/by-key/commerce/" + key));
        await Shows(HttpStatusCode.OK, shop.Get("commerce", customer + "/explain/given_name"));
        await Hear(HttpStatusCode.OK, shop.Get("commerce", customer + "/journal"));
        await Hear(HttpStatusCode.OK, shop.Get("commerce", customer + "/holdings"));
        await Hear(HttpStatusCode.OK, shop.Get("cdp", customer));
    }

    private static async Task Shows(HttpStatusCode status, Task<Told> call) => Assert.Equal(status, (await call).Status);

    private async Task Hear(HttpStatusCode status, Task<Told> call)
    {
        var told = await call;
        Assert.True(told.Status == status, $"{told.Status} instead of {status}: {told.Body}");
        _heard.Add(told);
    }
}
