namespace IdentityGrains.House.Tests.Docs;

/// <summary>A page that points nowhere is worse than none.</summary>
public sealed class DocsTests
{
    [Fact]
    public void Every_link_leads_somewhere() => Offenders.None(
        "A relative link names a file that exists and, after #, one of its headings.",
        from page in Page.All
        from link in page.Links
        where !Leads(page, link)
        select $"{page.File}: {link}");

    [Fact]
    public void Every_path_that_is_shown_exists() => Offenders.None(
        "A path in code type that begins with src, tests, docs or deploy exists.",
        from page in Page.All
        from path in page.Paths
        where !Repository.Exists(path)
        select $"{page.File}: {path}");

    private static bool Leads(Page page, string link)
    {
        var (path, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var folder = Path.GetDirectoryName(page.File) ?? string.Empty;
        var target = path.Length == 0 ? page.File : Normal(path.StartsWith('/') ? path[1..] : Path.Combine(folder, path));
        if (!Repository.Exists(target))
        {
            return false;
        }

        return anchor is null || !target.EndsWith(".md", StringComparison.Ordinal) || new Page(target).Anchors.Contains(anchor, StringComparer.Ordinal);
    }

    private static string Normal(string path) => Path.GetRelativePath(Repository.Root, Path.GetFullPath(path, Repository.Root)).Replace('\\', '/');
}
