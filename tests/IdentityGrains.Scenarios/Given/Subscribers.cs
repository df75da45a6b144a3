namespace IdentityGrains.Scenarios.Given;

/// <summary>People who get offers by e-mail, and the marketing platform that knows them.</summary>
public static class Subscribers
{
    /// <summary>The platform.</summary>
    public const string Marketing = "marketing";

    /// <summary>Somebody of California, where silence permits offers, with a confirmed address.</summary>
    public static async Task<string> Subscriber(this Shop shop, int number, string email)
    {
        var customer = await shop.Create("commerce", $"C-{number}");
        await shop.Assertion("commerce", customer, new { customer_number = $"N-{number}", given_name = $"Ana{number}" });
        await shop.Assertion(
            "self_service", customer, new { residence_region = "US-CA", date_of_birth = "1990-05-01", email }, signedIn: customer);
        await shop.Confirm(customer, email);
        return customer;
    }

    /// <summary>Brings back the code that went to an address.</summary>
    public static async Task Confirm(this Shop shop, string customer, string email)
    {
        var letter = await shop.Inbox.Next(email);
        var told = await shop.Post(
            "self_service", customer + "/verifications/email",
            new { observedAt = shop.Now(), act = "confirm", code = letter.Code, verification = letter.Verification });
        Assert.Equal(HttpStatusCode.OK, told.Status);
    }

    /// <summary>Says yes or no to offers.</summary>
    public static async Task<Told> Offers(this Shop shop, string customer, bool wanted)
    {
        var told = await shop.Post(
            "self_service", customer + "/consents",
            new
            {
                observedAt = shop.Now(), purpose = "email_marketing", decision = wanted ? "granted" : "withdrawn", noticeVersion = wanted ? "n-2026-05" : null,
            },
            signedIn: customer);
        Assert.True(told.IsRecorded, told.Text);
        return told;
    }

    /// <summary>Waits until the platform's record says so of a path; null waits until it says nothing.</summary>
    public static Task Shows(this Shop shop, int number, string path, string? value) => Eventually.Holds(() => Task.FromResult(
        shop.Product.Vendors!.Find(Marketing, $"N-{number}") is { } record
        && (record.Fields.TryGetValue(path, out var told) ? told.GetString() : null) == value));

    /// <summary>What the proof map says of the subscription.</summary>
    public static async Task<System.Text.Json.JsonElement> Subscription(this Shop shop, string customer) =>
        (await shop.Get("commerce", customer + "/holdings")).Platform(Marketing).GetProperty("fields").EnumerateArray()
            .Single(f => f.GetProperty("field").GetString() == "purpose:email_marketing");
}
