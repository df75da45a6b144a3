using System.IO.Compression;
using System.Xml.Linq;
using IdentityGrains.Client.Tests.Given;

namespace IdentityGrains.Client.Tests.Packages;

/// <summary>The packages in a folder, a new console project, and a running product: what the README says, step by step.</summary>
public sealed class When_a_front_end_follows_the_readme
{
    [Fact]
    public async Task It_updates_reads_and_explains()
    {
        using var bench = await Workbench.Pack();
        AreWhole(bench.Packages);
        var project = Path.Combine(bench.Folder, "Shop");
        await new Tool(bench.Folder, bench.Home).Run("new", "console", "--name", "Shop");
        var shop = new Tool(project, bench.Home);
        await shop.Run("add", "package", "IdentityGrains.Client", "--version", Workbench.Version);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), Readme.Example, TestContext.Current.CancellationToken);
        await shop.Run("build", "-warnaserror");

        await using var product = await Product.Start();
        await Runs(
            shop, project, product.Token(TimeProvider.System.GetUtcNow()),
            $"--IdentityGrainsClient:Gateways:0=127.0.0.1:{product.ClientPort.ToString(CultureInfo.InvariantCulture)}");

        // The same program finds a cluster by its database alone.
        await using var cluster = await Cluster.Start(silos: 2);
        await Runs(shop, project, cluster.Token(TimeProvider.System.GetUtcNow()), $"--IdentityGrainsClient:Clustering={cluster.Membership}");
    }

    private static async Task Runs(Tool shop, string project, string token, string reach)
    {
        var file = Path.Combine(project, "token.txt");
        await File.WriteAllTextAsync(file, token, TestContext.Current.CancellationToken);
        string[] run = ["run", "--no-build", "--", reach, $"--TokenFile={file}"];
        var said = Told(await shop.Run(run));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', said));

        Assert.Equal(3, said.Length);
        Assert.Equal(("updated: version 2, Winner", "read: given_name is Ana as of version 2"), (said[0], said[1]));
        Assert.StartsWith("explained: commerce wins under ", said[2], StringComparison.Ordinal);
        Assert.Equal(said, Told(await shop.Run(run)));
    }

    // Beside what the program says stand the warnings of its log: on a busy machine a first attempt to connect may fail.
    private static string[] Told(string said) =>
        [.. said.Split('\n').Where(l => new[] { "updated: ", "read: ", "explained: " }.Any(w => l.StartsWith(w, StringComparison.Ordinal)))];

    private static void AreWhole(string folder)
    {
        foreach (var (id, beneath) in new[]
        {
            ("IdentityGrains.Domain", "Microsoft.Orleans.Serialization"), ("IdentityGrains.Client", "IdentityGrains.Domain"),
        })
        {
            using var package = ZipFile.OpenRead(Path.Combine(folder, $"{id}.{Workbench.Version}.nupkg"));
            Assert.NotNull(package.GetEntry("README.md"));
            Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.dll"));
            Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.xml"));
            using var description = package.GetEntry($"{id}.nuspec")!.Open();
            var said = XDocument.Load(description).Descendants().ToList();
            Assert.Equal("Apache-2.0", Assert.Single(said, e => e.Name.LocalName == "license").Value);
            Assert.NotEmpty(Assert.Single(said, e => e.Name.LocalName == "tags").Value);
            Assert.DoesNotContain(said, e => e.Name.LocalName == "repository" && e.Attributes().Any(a => a.Name.LocalName == "url"));
            var reference = Assert.Single(said, e => e.Name.LocalName == "dependency" && e.Attribute("id")!.Value == beneath);
            Assert.True(beneath.StartsWith("Microsoft", StringComparison.Ordinal) || reference.Attribute("version")!.Value == Workbench.Version);
            using var symbols = ZipFile.OpenRead(Path.Combine(folder, $"{id}.{Workbench.Version}.snupkg"));
            Assert.NotNull(symbols.GetEntry($"lib/net10.0/{id}.pdb"));
        }
    }
}
