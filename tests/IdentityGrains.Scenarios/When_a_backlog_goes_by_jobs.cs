using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Scenarios;

/// <summary>A policy tells the CRM one field more, of everybody: that has time, and goes by jobs.</summary>
public sealed class When_a_backlog_goes_by_jobs
{
    private const string Crm = "crm";
    private const string Language = "IG_Language__c";
    private const int Customers = 40;

    private static readonly string[] ByJobs =
    [
        "--Connectors:crm:BulkRecords=200", "--Connectors:crm:BulkPoll=00:00:00.050", "--Connectors:crm:BatchSize=1",
    ];

    [Fact]
    public async Task Everybody_is_told_and_each_copy_is_confirmed()
    {
        await using var shop = await Open();
        var crm = shop.Product.Vendors!;

        await new PolicyBoard(shop).Activate(TellsLanguage);

        await crm.When(c => Enumerable.Range(0, Customers).All(n => Held(c, n) == "de"), TestContext.Current.CancellationToken);
        await shop.AllConfirmed(Crm, Customers);
        var jobs = crm.Requests(Crm).Where(r => r.Path.EndsWith("/batches", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(jobs);
        Assert.All(jobs, j => Assert.Contains(Language, j.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_job_lost_is_looked_at_and_told_again()
    {
        await using var shop = await Open();
        var crm = shop.Product.Vendors!;
        crm.Inject(Crm, new Fault(FaultKind.ItemMissing) { Rate = 0.3 });
        crm.Inject(Crm, new Fault(FaultKind.ResetAfterApply) { Rate = 0.1 });
        crm.Inject(Crm, new Fault(FaultKind.ErrorBeforeApply) { Rate = 0.1 });

        await new PolicyBoard(shop).Activate(TellsLanguage);

        await crm.When(c => Enumerable.Range(0, Customers).All(n => Held(c, n) == "de"), TestContext.Current.CancellationToken);
        crm.ClearFaults(Crm);
        await shop.AllConfirmed(Crm, Customers);
    }

    private static string? Held(PlatformSimulator crm, int number) =>
        crm.Find(Crm, $"N-{number}") is { } record && record.Fields.TryGetValue(Language, out var value) ? value.GetString() : null;

    private static async Task<Shop> Open()
    {
        var shop = await Shop.Open(policy: d => d.Replace(Line(d), "", StringComparison.Ordinal), vendors: true, settings: ByJobs);
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(async n =>
        {
            var customer = await shop.Create("commerce", $"C-{n}");
            await shop.Assertion("commerce", customer, new { customer_number = $"N-{n}", family_name = "Sol", language = "de", residence_region = "EU" });
        }));
        await shop.AllConfirmed(Crm, Customers);
        return shop;
    }

    // Until then the CRM is not told the language.
    private static string TellsLanguage(string policy)
    {
        const string Before = "        loyalty_tier:       {to: Loyalty_Tier__c,";
        Assert.Contains(Before, policy, StringComparison.Ordinal);
        return policy.Replace(
            Before, "        language:           {to: IG_Language__c,    purposes: [service_fulfilment, customer_support]}\n" + Before,
            StringComparison.Ordinal)
            .Replace("version: 2026.07.1", "version: 2026.07.2", StringComparison.Ordinal);
    }

    private static string Line(string policy)
    {
        var line = policy.Split('\n').Single(l => l.Contains(Language, StringComparison.Ordinal) && l.Contains("to:", StringComparison.Ordinal));
        return line + "\n";
    }
}
