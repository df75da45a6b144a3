namespace IdentityGrains.Torture.Import;

/// <summary>
/// An import as several systems would play it at once: customers begin all along, and whoever has begun is spoken of again and again.
/// The same seed gives the same acts.
/// </summary>
internal sealed class Acts(Random random, int customers, DateTimeOffset begin)
{
    private static readonly string[] Bands = ["low", "middle", "high"];

    private readonly int[] _acts = new int[customers];
    private int _number;

    public IReadOnlyList<Act> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private Act Next()
    {
        var customer = random.Next(customers);
        return _acts[customer]++ switch
        {
            0 => Write(customer, ActKind.Create, "commerce", "", at => new { observedAt = at, key = new { source = "commerce", key = $"C-{customer}" } }),
            1 => Assert(customer, "commerce", new
            {
                customer_number = $"N-{customer}", given_name = Name(), email = $"{Name()}@torture.example", residence_region = "DE",
            }),
            2 => Assert(customer, "self_service", new { date_of_birth = "1990-05-01" }, signedIn: true, ActKind.BirthDate),
            _ => Further(customer),
        };
    }

    private Act Further(int customer) => random.Next(10) switch
    {
        0 or 1 => Assert(customer, "commerce", new { given_name = Name(), family_name = Name() }),
        2 => Assert(customer, "self_service", new { given_name = Name() }, signedIn: true),
        3 => Assert(customer, "crm", new { family_name = Name(), phone_mobile = "+49301234567" }),
        4 => Assert(customer, "commerce", new { postal_address = new { line1 = $"{Name()} 1", city = Name(), postcode = "10115", country = "DE" } }),
        5 or 6 => Assert(customer, "cdp", new { value_band = Bands[random.Next(Bands.Length)] }),
        7 => Consent(customer, ActKind.Grant),
        8 => Consent(customer, ActKind.Withdraw),
        _ => Attach(customer, random.Next(2) == 0 ? "commerce" : "crm"),
    };

    private Act Assert(int customer, string source, object fields, bool signedIn = false, ActKind kind = ActKind.Assert) =>
        Write(customer, kind, source, "/assertions", at => new { observedAt = at, fields }, signedIn);

    private Act Attach(int customer, string source) => Write(
        customer, ActKind.Attach, source, "/keys", at => new { observedAt = at, key = new { source, key = $"further-{_number}" } });

    private Act Consent(int customer, ActKind kind) => Write(
        customer, kind, "self_service", "/consents",
        at => kind == ActKind.Grant
            ? new { observedAt = at, purpose = "personalisation", decision = "granted", noticeVersion = "n-2026-05" }
            : new { observedAt = at, purpose = "personalisation", decision = "withdrawn" },
        signedIn: true);

    private Act Write(int customer, ActKind kind, string source, string path, Func<string, object> body, bool signedIn = false)
    {
        // No two acts at one instant: whose word is the latest must not depend on chance.
        var at = begin.AddMilliseconds(++_number);
        var text = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new Act(_number, customer, kind, source, path, JsonSerializer.Serialize(body(text)), signedIn, at);
    }

    private string Name() => string.Concat(Enumerable.Range(0, 10).Select(i => (char)((i == 0 ? 'A' : 'a') + random.Next(26))));
}
