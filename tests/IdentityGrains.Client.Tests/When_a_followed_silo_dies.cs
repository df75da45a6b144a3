using System.Text.Json;
using IdentityGrains.Client.Tests.Given;
using IdentityGrains.Gateway.Tests.Events;

namespace IdentityGrains.Client.Tests;

/// <summary>
/// Events have one order for all silos: whoever loses the one that he followed goes on at another, and neither misses anything nor hears it twice.
/// </summary>
public sealed class When_a_followed_silo_dies
{
    private const int Customers = 6;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_reader_goes_on_at_another_one_from_where_he_was()
    {
        await using var cluster = await Cluster.Start(silos: 3);
        await using var frontEnd = await FrontEnd.Start(
            options => options.Clustering = cluster.Membership, _ => Task.FromResult(ServiceToken.OfJwt(Token(cluster))));
        using var first = await EventReader.Open(new Uri(cluster.Silos[0].Url), Token(cluster));
        var customers = await Task.WhenAll(Enumerable.Range(1, Customers).Select(i => frontEnd.Identity.BeginOne($"C-{i}")));
        var heard = await Read(first, 2 * Customers);

        await cluster.Silos[0].Kill();
        await Task.WhenAll(customers.Select((c, i) => frontEnd.Identity.Customer(c).Submit(Acts.Named($"name-{i}", c, "Ana"), Ct)));
        using var second = await EventReader.Open(new Uri(cluster.Silos[1].Url), Token(cluster), first.LastId);
        heard.AddRange(await Read(second, Customers));

        Assert.Equal(3 * Customers, heard.Select(h => Text(h, "id")).Distinct().Count());
        Assert.Equal(customers.Select(c => c.ToString()).Order(), heard.Select(h => Text(h, "subject")).Distinct().Order());
        Assert.All(
            heard.GroupBy(h => Text(h, "subject")),
            told => Assert.Equal(["customer.created", "customer.key_attached", "field.changed"], told.Select(t => Text(t, "type"))));
    }

    private static string Token(Cluster cluster) => cluster.Token(TimeProvider.System.GetUtcNow());

    private static string Text(JsonElement told, string name) => told.GetProperty(name).GetString()!;

    private static async Task<List<JsonElement>> Read(EventReader reader, int count)
    {
        var heard = new List<JsonElement>();
        while (heard.Count < count)
        {
            heard.Add(await reader.Next() ?? throw new InvalidOperationException("The stream is over."));
        }

        return heard;
    }
}
