using IdentityGrains.Scenarios.Given;
using IdentityGrains.Scenarios.Secrecy;
using IdentityGrains.Simulators.Faults;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace IdentityGrains.Scenarios;

/// <summary>
/// A thousand values that occur nowhere else go in at every door, accepted and refused. They are found where they belong, and nowhere else:
/// not in logs, traces, metrics, grain keys, problems, nor in any file.
/// </summary>
[Collection(nameof(Overheard))]
public sealed class When_values_are_planted
{
    private const int Customers = 40;

    [Fact]
    public async Task None_is_found_where_it_does_not_belong()
    {
        var canaries = new Canaries();
        using var overheard = new Overheard();
        await using var shop = await Shop.Open(overheard.Listen);
        var planting = new Planting(shop, canaries);

        // Failures say most.
        shop.Product.Simulator!.Inject("commerce", new Fault(FaultKind.ErrorBeforeApply) { Rate = 0.2 });
        shop.Product.Simulator!.Inject("commerce", new Fault(FaultKind.ResetAfterApply) { Rate = 0.2 });
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Customers), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
            async (_, _) => await planting.Refused(await planting.Accepted()));

        Assert.InRange(canaries.Count, 1_000, int.MaxValue);
        await TheyTravelled(shop, planting, canaries);
        EverybodySpoke(overheard);
        Clean("a grain's key", await GrainKeys(shop), canaries);
        Clean("an answer", [.. planting.Heard.Select(t => t.Body.GetRawText())], canaries);
        Clean("a log", overheard.Logs, canaries);
        Clean("a trace", overheard.Traces, canaries);
        Clean("a metric", overheard.Metrics, canaries);
        await Clean(shop.DataFolder, canaries);

        // Once more at rest: what stood in memory is in the files now.
        await shop.Restart();
        await Clean(shop.DataFolder, canaries);
        Clean("a log", overheard.Logs, canaries);
    }

    private static async Task TheyTravelled(Shop shop, Planting planting, Canaries canaries)
    {
        var simulator = shop.Product.Simulator!;
        await simulator.When(s => planting.Numbers.All(n => s.Find("commerce", n) is not null), TestContext.Current.CancellationToken);
        var held = string.Concat(planting.Numbers.SelectMany(n => simulator.Find("commerce", n)!.Fields.Values));
        Assert.All(planting.Travelling, value => Assert.Contains(value, held, StringComparison.Ordinal));
        Assert.NotNull(canaries.FoundIn(held));
    }

    // Silence proves nothing: each of those that could have said too much said something.
    private static void EverybodySpoke(Overheard overheard)
    {
        Assert.Contains(overheard.Logs, line => line.StartsWith("IdentityGrains.", StringComparison.Ordinal));
        Assert.Contains(overheard.Traces, span => span.StartsWith("Microsoft.AspNetCore ", StringComparison.Ordinal));
        Assert.Contains(overheard.Traces, span => span.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal));
        Assert.Contains(overheard.Metrics, metric => metric.StartsWith("IdentityGrains identitygrains.answers ", StringComparison.Ordinal));
    }

    private static async Task<ICollection<string>> GrainKeys(Shop shop)
    {
        var management = shop.Product.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        return [.. (await management.GetDetailedGrainStatistics()).Select(g => g.GrainId.ToString())];
    }

    private static void Clean(string where, ICollection<string> texts, Canaries canaries)
    {
        Assert.NotEmpty(texts);
        var leaks = texts.Where(text => canaries.FoundIn(text) is not null).ToArray();
        Assert.True(leaks.Length == 0, $"{leaks.Length} times {where} holds a planted value, for example: {leaks.FirstOrDefault()}");
    }

    private static async Task Clean(string folder, Canaries canaries)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.EndsWith("store.db", StringComparison.Ordinal));
        foreach (var file in files.Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            var found = canaries.FoundIn(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
            Assert.True(found is null, $"{Path.GetRelativePath(folder, file)} holds {found}");
        }
    }
}
