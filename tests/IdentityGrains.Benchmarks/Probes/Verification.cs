using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Measuring;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Client.Callers;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>
/// How many entries of the journal are verified by each second of processor time, ours and PostgreSQL's together: with every key at hand and without, of
/// customers of so many entries each?
/// </summary>
internal static class Verification
{
    private const int EntriesPerScale = 20_000;
    private const int FewestCustomers = 10;
    private const int OfMaking = 2;

    // Processors are counted in hundredths of a second: so much is spent before a figure is taken.
    private const double EnoughSeconds = 5;

    public static async Task<Dictionary<string, double>> Take(Setup setup, int each)
    {
        await Write(setup, each);
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        await Add(figures, setup, keys: true, "with keys");
        await Add(figures, setup, keys: false, "without keys");
        return figures;
    }

    private static async Task Write(Setup setup, int each)
    {
        await using var product = await OurProduct.Start(setup);
        var count = Math.Max(FewestCustomers, EntriesPerScale * setup.Customers / each);
        var customers = each < OfMaking
            ? await OurCustomers.Create(product.Grains, product.Token, "proved-", count)
            : await OurCustomers.Make(product.Grains, product.Token, "proved-", count);
        new Credential(product.Token).Attach();
        for (var i = OfMaking; i < each; i++)
        {
            await Task.WhenAll(customers.Select(c => OurCustomers.Submit(product.Grains, c, OurCustomers.ChangeNote(i), CancellationToken.None)));
        }

        await Spent.Quiet(setup);
    }

    private static async Task Add(Dictionary<string, double> figures, Setup setup, bool keys, string how)
    {
        await using var records = OurStore.OpenRecords(setup, keys);
        var verifier = new StoreVerifier(records);

        // The first times are for the compiler.
        await Spend(setup, verifier);
        var (entries, ours, theirs) = await Spend(setup, verifier);
        figures["entries/s and core, " + how] = Math.Round(entries / (ours + theirs));
        figures["our µs per entry, " + how] = Math.Round(ours / entries * 1e6, 2);
        figures["PostgreSQL's µs per entry, " + how] = Math.Round(theirs / entries * 1e6, 2);
    }

    private static async Task<(long Entries, double Ours, double Theirs)> Spend(Setup setup, StoreVerifier verifier)
    {
        var (entries, ours, theirs) = (0L, Ours(), Theirs(setup));
        while (Ours() - ours < EnoughSeconds)
        {
            var report = await verifier.Run(null, CancellationToken.None);
            entries += report.Holds ? report.Entries : throw new InvalidOperationException("The record does not hold.");
        }

        return (entries, Ours() - ours, Theirs(setup) - theirs);
    }

    private static double Ours() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static double Theirs(Setup setup) => ProcessCpu.OfTree(setup.PostgresProcess);
}
