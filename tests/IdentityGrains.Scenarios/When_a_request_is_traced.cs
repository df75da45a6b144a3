using System.Collections.Concurrent;
using System.Diagnostics;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>Traces leave the house; whom a request was about does not.</summary>
public sealed class When_a_request_is_traced
{
    [Fact]
    public async Task The_trace_names_the_route_and_never_the_customers_key()
    {
        var key = "T-" + Guid.NewGuid().ToString("N");
        var ended = new ConcurrentQueue<Activity>();
        using var exporter = new ActivityListener
        {
            // The test's own requests are no part of the product.
            ShouldListenTo = source => source.Name != "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(exporter);
        await using var shop = await Shop.Open();
        await shop.Create("commerce", key);

        await shop.Get("commerce", $"/v1/customers/by-key/commerce/{key}");

        Assert.Contains(ended, a => a.GetTagItem("http.route") is "/v1/customers/by-key/{source}/{key}");
        Assert.DoesNotContain(ended, a => a.DisplayName.Contains(key, StringComparison.Ordinal)
            || a.TagObjects.Any(t => t.Value?.ToString()?.Contains(key, StringComparison.Ordinal) == true));
    }
}
