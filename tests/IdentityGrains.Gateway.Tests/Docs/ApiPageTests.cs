using System.Text.RegularExpressions;
using IdentityGrains.Gateway.Problems;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Docs;

public partial class ApiPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"));

    [Fact]
    public void The_page_lists_every_problem_and_no_other() =>
        Assert.Equal(Catalogue.All.Keys.Order(StringComparer.Ordinal), Rows().Select(r => r.Slug).Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_gives_each_problem_its_status() =>
        Assert.All(Rows(), row => Assert.Contains(Catalogue.All[row.Slug].Status.ToString(), row.Statuses, StringComparison.Ordinal));

    private static IEnumerable<(string Slug, string Statuses)> Rows() =>
        Row().Matches(Page).Select(m => (m.Groups["slug"].Value, m.Groups["status"].Value));

    [GeneratedRegex(@"^\| (?<status>[0-9, ]+) \| `(?<slug>[a-z-]+)` \|", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
