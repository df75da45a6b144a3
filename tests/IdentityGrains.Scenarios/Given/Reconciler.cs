using System.Net.Http.Json;
using System.Text.Json;

namespace IdentityGrains.Scenarios.Given;

/// <summary>A person who has platforms looked at.</summary>
public static class Reconciler
{
    /// <summary>Has a platform looked at, and waits until that is over; the report.</summary>
    public static async Task<JsonElement> Reconcile(this Shop shop, string platform, string mode = "full")
    {
        var begun = await shop.PostAs("rita", "customer-data-stewards", $"/v1/platforms/{platform}/reconciliations", JsonContent.Create(new { mode }));
        Assert.Equal(HttpStatusCode.Accepted, begun.Status);
        return await shop.Finished(platform, begun.Body.GetProperty("number").GetInt64());
    }

    /// <summary>Waits until a run is over; its report.</summary>
    public static async Task<JsonElement> Finished(this Shop shop, string platform, long number)
    {
        var report = default(JsonElement);
        await Eventually.Holds(async () =>
        {
            var told = await shop.Get("commerce", $"/v1/platforms/{platform}/reconciliations/{number}");
            report = told.Status == HttpStatusCode.OK ? told.Body : default;
            return report.ValueKind == JsonValueKind.Object && report.GetProperty("run").GetProperty("stage").GetString() == "finished";
        });
        return report;
    }

    /// <summary>Waits until so many deliveries of a platform are confirmed and none is open.</summary>
    public static Task AllConfirmed(this Shop shop, string platform, int customers) => Eventually.Holds(async () =>
    {
        var counts = (await shop.Get("commerce", "/v1/deliveries")).Body.GetProperty("deliveries").EnumerateArray()
            .Where(d => d.GetProperty("platform").GetString() == platform)
            .ToDictionary(d => d.GetProperty("state").GetString()!, d => d.GetProperty("count").GetInt32());
        return counts.GetValueOrDefault("confirmed") == customers;
    });

    /// <summary>What a run counted.</summary>
    public static JsonElement Figures(this JsonElement report) => report.GetProperty("run").GetProperty("figures");

    /// <summary>A count of a run.</summary>
    public static long Count(this JsonElement report, string name) => report.Figures().GetProperty(name).GetInt64();

    /// <summary>The share of a field that was shown to be held.</summary>
    public static double Conformance(this JsonElement report, string field) => report.Figures().GetProperty("fields").EnumerateArray()
        .Single(f => f.GetProperty("field").GetString() == field).GetProperty("conformance").GetDouble();
}
