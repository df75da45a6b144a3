using System.Globalization;
using System.Text.RegularExpressions;
using IdentityGrains.Cli.Look;
using IdentityGrains.Cli.Tests.Tour;
using IdentityGrains.Cli.Verification;

namespace IdentityGrains.Cli.Tests.Verification;

public partial class VerifyCommandTests(Happened sample)
{
    [Fact]
    public async Task A_store_in_use_is_verified_whole()
    {
        var page = new StringWriter();

        var code = await VerifyCommand.Verify(Page.Paper(page), new DirectoryInfo(sample.Host.DataFolder), ct: TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        var told = Told().Match(page.ToString());
        Assert.True(told.Success, page.ToString());

        // Other tests may have brought further customers into the same store.
        Assert.InRange(int.Parse(told.Groups["customers"].ValueSpan, CultureInfo.InvariantCulture), Counted.Strangers, int.MaxValue);
    }

    [Fact]
    public async Task Where_there_is_no_store_nothing_is_made()
    {
        var folder = new DirectoryInfo(Path.Combine(Path.GetTempPath(), "igrains-there-is-none"));

        await Assert.ThrowsAsync<FileNotFoundException>(
            () => VerifyCommand.Verify(Page.Paper(TextWriter.Null), folder, ct: TestContext.Current.CancellationToken));
        Assert.False(folder.Exists);
    }

    [GeneratedRegex("holds +(?<customers>[0-9]+) customers, [0-9,]+ entries verified", RegexOptions.NonBacktracking)]
    private static partial Regex Told();
}
