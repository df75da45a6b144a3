using System.Text.RegularExpressions;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>The metrics that the operations page names are the ones that are there.</summary>
public sealed partial class When_somebody_measures
{
    [Fact]
    public async Task Every_metric_of_the_operations_page_is_exported()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana" });
        await shop.Assertion("self_service", ana, new { email = "ana@a.example" }, signedIn: ana);
        await shop.Inbox.Next("ana@a.example");
        await Eventually.Holds(async () =>
            (await shop.Get("commerce", ana + "/holdings")).Platform("commerce").GetProperty("delivery").GetString() == "confirmed");

        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "operations.md"), TestContext.Current.CancellationToken);
        var named = Metric().Matches(page.Split(Absent)[0]).Select(m => m.Value).ToHashSet();
        Assert.NotEmpty(named);

        // A thing is counted just after it was done, so whoever saw it done may be too early.
        using var http = new HttpClient();
        await Eventually.Holds(async () =>
        {
            var exported = await http.GetStringAsync(shop.Product.Url + "/metrics", TestContext.Current.CancellationToken);
            return named.All(metric => exported.Contains(metric, StringComparison.Ordinal));
        });
    }

    // Where the page begins to name what is exported only once it happened.
    private const string Absent = "What never happened yet is not exported";

    [GeneratedRegex("identitygrains_[a-z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Metric();
}
