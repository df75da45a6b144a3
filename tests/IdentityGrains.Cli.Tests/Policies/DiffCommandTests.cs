using IdentityGrains.Cli.Look;
using IdentityGrains.Cli.Policies;

namespace IdentityGrains.Cli.Tests.Policies;

public sealed class DiffCommandTests : IDisposable
{
    private static readonly string Sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("igrains-diff-");

    [Fact]
    public async Task Documents_that_mean_the_same_are_answered_with_nothing_and_0()
    {
        var (code, page) = await Diff(Sample, "# Another comment.\n" + Sample);

        Assert.Equal((0, ""), (code, page));
    }

    [Fact]
    public async Task Differences_are_told_line_by_line_and_answered_with_1()
    {
        var (code, page) = await Diff(Sample, Sample.Replace("consentAge: 12", "consentAge: 11", StringComparison.Ordinal)
            .Replace("maxMembers: 12", "maxMembers: 10", StringComparison.Ordinal));

        Assert.Equal(1, code);
        Assert.Equal(
            [
                "region BR: minors/consentAge changed from 12 to 11", "household: maxMembers changed from 12 to 10",
                "widens: region BR: the age of consent is 11 instead of 12",
            ],
            page.TrimEnd().Split('\n').Select(l => l.TrimEnd()));
    }

    [Theory]
    [InlineData("kind: [", null)]
    [InlineData(null, "kind: [")]
    public async Task A_document_that_is_no_policy_is_named_and_answered_with_2(string? older, string? newer)
    {
        var (code, page) = await Diff(older ?? Sample, newer ?? Sample);

        Assert.Equal(2, code);
        Assert.Contains(older is null ? "new.yaml:" : "old.yaml:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_not_there_is_answered_with_2()
    {
        var page = new StringWriter();

        var code = await DiffCommand.Compare(Here("none.yaml"), Here("none.yaml"), Page.Paper(page), TestContext.Current.CancellationToken);

        Assert.Equal(2, code);
        Assert.Contains("none.yaml: cannot be read", page.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int Code, string Page)> Diff(string older, string newer)
    {
        var ct = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Here("old.yaml").FullName, older, ct);
        await File.WriteAllTextAsync(Here("new.yaml").FullName, newer, ct);
        var page = new StringWriter();
        return (await DiffCommand.Compare(Here("old.yaml"), Here("new.yaml"), Page.Paper(page), ct), page.ToString());
    }

    private FileInfo Here(string name) => new(Path.Combine(_folder.FullName, name));
}
