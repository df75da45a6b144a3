namespace IdentityGrains.Connectors.Tests.Simulators;

/// <summary>What the page about simulators says is what compiles.</summary>
public sealed class PageTests
{
    private const string Fence = "```csharp\n";

    [Fact]
    public void The_example_is_the_sample_that_is_compiled()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "simulators.md"));
        var from = page.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;

        Assert.Equal(
            File.ReadAllText(Path.Combine(Root(), "samples", "IdentityGrains.Simulators.Sample", "Program.cs")),
            page[from..page.IndexOf("```", from, StringComparison.Ordinal)]);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IdentityGrains.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No IdentityGrains.sln above " + AppContext.BaseDirectory);
        }

        return folder;
    }
}
