using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Import;

namespace IdentityGrains.Torture.Examination;

/// <summary>The platform ends with what the product says and the law permits, and nothing is left under way.</summary>
internal static class ThePlatform
{
    private static readonly string[] UnderWay = ["planned", "sent", "retry_wait", "indeterminate"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Returns how many customers the platform knows.</summary>
    public static async Task<int> EndsAsTheProduct(Workshop workshop, Callers callers, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        var customers = acknowledged.GroupBy(a => a.Customer).Where(g => g.Any(a => a.Act.Body.Contains("customer_number", StringComparison.Ordinal)))
            .ToDictionary(g => g.Key, g => $"N-{g.First().Act.Customer}");
        foreach (var (customer, key) in customers)
        {
            var (told, wanted) = ("", "");
            await Eventually.Holds($"The platform's record of {customer} is the product's", Patience, async () =>
            {
                wanted = Canonical(await Wanted(callers, customer));
                told = workshop.Simulator.Find(Workshop.Platform, key) is { } held ? Canonical(held.Fields) : "";
                return told == wanted;
            });
        }

        await Eventually.Holds("Nothing is under way any more", Patience, async () =>
            (await callers.Read("commerce", "/v1/deliveries")).GetProperty("deliveries").EnumerateArray()
                .All(d => !UnderWay.Contains(d.GetProperty("state").GetString())));
        return customers.Count;
    }

    /// <summary>Nothing arrived out of order, under a used id, or signed by a stranger.</summary>
    public static void WasNeverMisled(Workshop workshop)
    {
        var summary = workshop.Simulator.SummaryOf(Workshop.Platform);
        Assert.Equal((0, 0, 0, 0), (summary.OrderViolations, summary.IdReuseViolations, summary.RejectedSignatures, summary.Malformed));
    }

    private static async Task<SortedDictionary<string, JsonElement>> Wanted(Callers callers, string customer)
    {
        var commerce = await callers.Read("commerce", $"/v1/customers/{customer}");
        var cdp = await callers.Read("cdp", $"/v1/customers/{customer}");
        var personalised = commerce.GetProperty("consents").EnumerateArray()
            .Any(c => c.GetProperty("purpose").GetString() == "personalisation" && c.GetProperty("permitted").GetBoolean());
        var wanted = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        Add(wanted, "name.given", commerce, "given_name");
        Add(wanted, "name.family", commerce, "family_name");
        Add(wanted, "address", commerce, "postal_address");
        if (personalised)
        {
            Add(wanted, "valueBand", cdp, "value_band");
        }

        return wanted;
    }

    private static void Add(SortedDictionary<string, JsonElement> wanted, string path, JsonElement customer, string name)
    {
        // A field of which nobody ever spoke is not listed.
        foreach (var field in customer.GetProperty("fields").EnumerateArray().Where(f => f.GetProperty("field").GetString() == name))
        {
            Assert.True(field.GetProperty("visible").GetBoolean());
            if (field.GetProperty("value") is { ValueKind: not JsonValueKind.Null } value)
            {
                wanted.Add(path, value);
            }
        }
    }

    private static string Canonical(IReadOnlyDictionary<string, JsonElement> fields) => string.Join(
        ' ', fields.OrderBy(f => f.Key, StringComparer.Ordinal).Where(f => f.Key != "customerNumber").Select(f => $"{f.Key}={Canonical(f.Value)}"));

    private static string Canonical(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? string.Join(',', value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}:{p.Value}"))
        : value.ToString();
}
