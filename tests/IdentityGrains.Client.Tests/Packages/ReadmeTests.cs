namespace IdentityGrains.Client.Tests.Packages;

/// <summary>What the page says is what compiles and what is so.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_example_is_the_sample_that_is_compiled() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Workbench.Root, "samples", "IdentityGrains.Client.Sample", "Program.cs")), Readme.Example);

    [Theory]
    [InlineData("src/IdentityGrains.Client/README.md")]
    [InlineData("docs/client.md")]
    public void Every_setting_stands_in_the_table(string page)
    {
        var rows = File.ReadLines(Path.Combine(Workbench.Root, page)).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).ToList();
        Assert.All(
            typeof(IdentityGrainsClientOptions).GetProperties().Select(p => p.Name),
            setting => Assert.Contains(rows, r => r.Split('|')[1].Contains($"`{setting}`", StringComparison.Ordinal)));
    }
}
