using System.Collections.Concurrent;

namespace IdentityGrains.Scenarios.Given;

/// <summary>A history by chance, the same for the same seed: acts of all sources on a few customers, read while it happens. Every answer is kept.</summary>
public sealed class History(Shop shop, int seed)
{
    private static readonly string[] Readers = ["commerce", "crm", "self_service", "support"];
    private static readonly string[] Views = ["", "/explain/given_name", "", "/explain/language", "/explain/residence_region"];

    private readonly Random _chance = new(seed);
    private readonly List<string> _customers = [];
    private readonly ConcurrentQueue<Kept> _kept = [];

    /// <summary>What was answered so far.</summary>
    public IReadOnlyCollection<Kept> Answers => _kept;

    /// <summary>Of whom it tells.</summary>
    public IReadOnlyList<string> Customers => _customers;

    /// <summary>Begins with so many customers.</summary>
    public async Task Begin(int customers)
    {
        for (var i = 0; i < customers; i++)
        {
            var customer = await shop.Create("commerce", $"C-{i}");
            _customers.Add(customer);
            await shop.Assertion("self_service", customer, new { date_of_birth = "1990-05-01", residence_region = One("EU", "US-CA") }, signedIn: customer);
        }
    }

    /// <summary>One more act, and readers that come while it is being recorded.</summary>
    public async Task Next()
    {
        var customer = One([.. _customers]);
        await Task.WhenAll(Act(customer), Read(customer), Read(customer));
        await Read(One([.. _customers]));
    }

    /// <summary>Reads as somebody and keeps the answer.</summary>
    public async Task Read(string customer)
    {
        var (reader, path) = (One(Readers), customer + One(Views));
        var told = await shop.Get(reader, path);
        if (told.Status == HttpStatusCode.OK)
        {
            _kept.Enqueue(new Kept(reader, path, told.Text, told.Body.GetProperty("asOf").GetString()!, told.Body.GetProperty("policy").GetString()!));
        }
        else
        {
            Assert.Equal("forbidden", told.Problem);
        }
    }

    private async Task Act(string customer)
    {
        // Chance is asked before anything is awaited: acts and readers share it.
        var told = await (_chance.Next(10) switch
        {
            0 or 1 => shop.Assertion("commerce", customer, new { language = One("de", "fr", "en") }),
            2 => shop.Assertion("crm", customer, new { given_name = One("Ana", "Anna", "Anne") }),
            3 => shop.Assertion("self_service", customer, new { given_name = One("Ana", "Anna") }, signedIn: customer),
            4 or 5 => shop.Assertion("cdp", customer, new { value_band = One("low", "high") }),
            6 => Consent(customer, One("personalisation", "ads_sharing"), _chance.Next(3) > 0),
            7 => shop.Assertion("commerce", customer, new { residence_region = One("EU", "US-CA", "BR"), loyalty_tier = One("gold", "silver") }),
            8 => shop.Post("support", customer + "/restriction", new { observedAt = shop.Now(), decision = "restrict" }),
            _ => shop.Post("self_service", customer + "/restriction", new { observedAt = shop.Now(), decision = "release" }, signedIn: customer),
        });
        Assert.InRange((int)told.Status, 200, 499);
    }

    private Task<Told> Consent(string customer, string purpose, bool grants) => shop.Post(
        "self_service", customer + "/consents",
        new { observedAt = shop.Now(), purpose, decision = grants ? "granted" : "withdrawn", noticeVersion = grants ? "n-2026-05" : null }, signedIn: customer);

    private string One(params string[] all) => all[_chance.Next(all.Length)];
}

/// <summary>An answer, and where and by whom it was asked for.</summary>
public sealed record Kept(string Reader, string Path, string Text, string AsOf, string Policy);
