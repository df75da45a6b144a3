using System.Text.Json;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>Somebody who uses the shop's website, signed in there.</summary>
internal sealed class Person
{
    private const string WebShop = "nhi:web-bff";

    private readonly ProductServer _product;
    private readonly ApiCaller _web;
    private int _acts;

    private Person(ProductServer product, string id) => (_product, _web, Id) = (product, product.As(WebShop), id);

    /// <summary>The customer's id.</summary>
    public string Id { get; }

    /// <summary>So old, and at home in that region.</summary>
    public static async Task<Person> Aged(ProductServer product, int years, string region = "DE")
    {
        var created = await product.As(WebShop).Post("/v1/customers", Guid.NewGuid().ToString("N"), $$"""{"observedAt":"{{product.Observed(60)}}"}""");
        var person = new Person(product, created.Text("customer"));
        var born = product.Now.AddYears(-years).AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(200, (await person.Says(new { date_of_birth = born, residence_region = region })).Status);
        return person;
    }

    /// <summary>Asserts fields.</summary>
    public Task<ApiAnswer> Says(object fields) =>
        Does("assertions", JsonSerializer.Serialize(new { observedAt = _product.Observed(), fields }));

    /// <summary>Does something on the website.</summary>
    public Task<ApiAnswer> Does(string act, string body, bool signedIn = true) => _web.Post(
        $"/v1/customers/{Id}/{act}", $"act-{++_acts}", body,
        signedIn ? [("Subject-Token", _product.SubjectToken(Id, WebShop))] : []);

    /// <summary>The customer as he sees himself.</summary>
    public Task<ApiAnswer> Reads() => _web.Get($"/v1/customers/{Id}", ("Subject-Token", _product.SubjectToken(Id, WebShop)));

    /// <summary>A purpose as he sees it.</summary>
    public async Task<JsonElement> Consent(string purpose) =>
        (await Reads()).Body.GetProperty("consents").EnumerateArray().Single(c => c.GetProperty("purpose").GetString() == purpose);
}
