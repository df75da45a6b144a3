using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Load;

/// <summary>What is asked, one after the other. The same seed gives the same intents; only instants follow the day of the run.</summary>
internal sealed class Script(Mix mix, int seed, DateTimeOffset begin)
{
    private const int LongestPause = 2_000;
    private static readonly string[] Bands = ["low", "middle", "high"];
    private static readonly string[] Languages = ["de", "en", "fr", "es"];
    private static readonly string[] Tiers = ["bronze", "silver", "gold", "platinum"];
    private static readonly string[] Purposes = ["personalisation", "email_marketing"];

    private readonly Random _random = new(seed);
    private readonly Zipf _zipf = new(mix.Customers, mix.Skew);
    private readonly HashSet<(int Customer, string Purpose)> _granted = [];
    private int _spoken;
    private int _number;

    /// <summary>Begins a customer.</summary>
    public Intent Create(int customer) => Act(
        ActKind.Create, customer, "commerce", "", at => new { observedAt = at, key = new { source = "commerce", key = $"T-{seed}-{customer}" } })
            with { Again = null };

    /// <summary>What is said of each customer first: who is of no known age can grant nothing.</summary>
    public Intent Introduce(int customer) =>
        Assert(customer, "self_service", new { date_of_birth = "1990-05-01", residence_region = "DE" }, signedIn: true) with { Again = null };

    /// <summary>Gives a customer a number; null when he shall have none.</summary>
    public Intent? Number(int customer) => mix.Numbered == 0 || (customer + 1) % (mix.Customers / mix.Numbered) != 0 ? null
        : Assert(customer, "commerce", new { customer_number = string.Create(CultureInfo.InvariantCulture, $"N-{customer}") }) with { Again = null };

    /// <summary>The next intent.</summary>
    public Intent Next()
    {
        lock (_random)
        {
            return Draw();
        }
    }

    /// <summary>
    /// A language that nobody said before, and another name, by the customer herself: several platforms may know them, each for its purposes.
    /// </summary>
    public Intent Speak(int customer)
    {
        lock (_random)
        {
            var language = string.Create(CultureInfo.InvariantCulture, $"{Languages[_random.Next(Languages.Length)]}-x-{_spoken++:d6}");
            return Assert(customer, "self_service", new { language, given_name = Name() }, signedIn: true);
        }
    }

    /// <summary>A purpose granted, or withdrawn.</summary>
    public Intent Decide(int customer, string purpose, bool granted)
    {
        lock (_random)
        {
            _ = granted ? _granted.Add((customer, purpose)) : _granted.Remove((customer, purpose));
            return granted
                ? Act(
                    ActKind.Grant, customer, "self_service", "/consents",
                    at => new { observedAt = at, purpose, decision = "granted", noticeVersion = "n-2026-05" }, signedIn: true)
                : Act(ActKind.Withdraw, customer, "self_service", "/consents", at => new { observedAt = at, purpose, decision = "withdrawn" }, signedIn: true);
        }
    }

    private Intent Draw()
    {
        var customer = _zipf.Next(_random);
        var drawn = _random.NextDouble();
        return drawn < mix.Updates ? Update(customer)
            : drawn < mix.Updates + mix.Consents ? Consent(customer)
            : Read(customer);
    }

    private Intent Update(int customer) => _random.Next(mix.ForPlatforms ? 12 : 9) switch
    {
        9 => Assert(customer, "commerce", new { loyalty_tier = Tiers[_random.Next(Tiers.Length)] }),
        10 => Assert(customer, "self_service", new { income_band = $"B{_random.Next(5)}" }, signedIn: true),
        11 => Speak(customer),
        0 or 1 => Assert(customer, "commerce", new { given_name = Name(), family_name = Name() }),
        2 => Assert(customer, "self_service", new { given_name = Name(), language = Languages[_random.Next(Languages.Length)] }, signedIn: true),
        3 => Assert(customer, "crm", new { family_name = Name() }),
        4 => Assert(customer, "commerce", new { postal_address = new { line1 = $"{Name()} 1", city = Name(), postcode = "10115", country = "DE" } }),
        5 => Assert(customer, "crm", new { postal_address = new { line1 = $"{Name()} 2", city = Name(), postcode = "20095", country = "DE" } }),
        6 => Assert(customer, "commerce", new { residence_region = "DE", language = Languages[_random.Next(Languages.Length)] }),
        _ => Assert(customer, "cdp", new { value_band = Bands[_random.Next(Bands.Length)] }),
    };

    private Intent Assert(int customer, string source, object fields, bool signedIn = false) =>
        Act(ActKind.Update, customer, source, "/assertions", at => new { observedAt = at, fields }, signedIn);

    private Intent Consent(int customer)
    {
        var purpose = Purposes[mix.ForPlatforms ? _random.Next(Purposes.Length) : 0];
        return Decide(customer, purpose, mix.ForPlatforms ? !_granted.Contains((customer, purpose)) : _random.Next(2) == 0);
    }

    private Intent Read(int customer) => new(
        Id(), _random.Next(2) == 0 ? ActKind.StrongRead : ActKind.PlainRead, customer, "commerce", "", Body: null,
        SignedIn: false, _random.Next(), Again: null);

    private Intent Act(ActKind kind, int customer, string source, string path, Func<string, object> body, bool signedIn = false)
    {
        // No two acts at one instant: whose word is the latest must not depend on chance.
        var at = begin.AddMilliseconds(++_number).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var again = _random.NextDouble() < mix.Repeated ? _random.Next(LongestPause) : (int?)null;
        return new Intent(Id(), kind, customer, source, path, JsonSerializer.Serialize(body(at)), signedIn, _random.Next(), again);
    }

    private string Id() => string.Create(CultureInfo.InvariantCulture, $"t-{seed}-{++_number}");

    private string Name() => string.Concat(Enumerable.Range(0, 8).Select(i => (char)((i == 0 ? 'A' : 'a') + _random.Next(26))));
}
