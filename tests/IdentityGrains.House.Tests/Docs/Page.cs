using System.Text.RegularExpressions;

namespace IdentityGrains.House.Tests.Docs;

/// <summary>A Markdown page: its prose, its links, its headings and what it shows as code.</summary>
internal sealed partial class Page
{
    private readonly List<string> _prose = [];
    private readonly List<string> _code = [];

    public Page(string file)
    {
        File = file;
        var fenced = false;
        foreach (var line in Repository.Lines(file))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                fenced = !fenced;
                continue;
            }

            if (fenced)
            {
                _code.Add(line);
                continue;
            }

            _code.AddRange(Span().Matches(line).Select(m => m.Groups["code"].Value));
            _prose.Add(Span().Replace(line, m => line.StartsWith('#') ? m.Groups["code"].Value : string.Empty));
        }
    }

    public static IEnumerable<Page> All => Repository.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal)).Select(f => new Page(f));

    public string File { get; }

    /// <summary>Targets of links and images that are not addresses of the web.</summary>
    public IEnumerable<string> Links => _prose
        .SelectMany(l => Link().Matches(l))
        .Select(m => m.Groups["target"].Value)
        .Where(t => !t.Contains("://", StringComparison.Ordinal) && !t.StartsWith("mailto:", StringComparison.Ordinal));

    /// <summary>Paths of this repository that stand in code spans or code blocks.</summary>
    public IEnumerable<string> Paths => _code
        .SelectMany(c => RepositoryPath().Matches(c))
        .Select(m => m.Groups["path"].Value.TrimEnd('.', ',', ':', ';', '/'))
        .Where(p => !p.Contains("...", StringComparison.Ordinal));

    /// <summary>Anchors of the headings, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors
    {
        get
        {
            var seen = new Dictionary<string, int>();
            foreach (var heading in _prose.Where(l => l.StartsWith('#')))
            {
                var title = Link().Replace(heading.TrimStart('#').Trim(), string.Empty).ToLowerInvariant();
                var anchor = string.Concat(title.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
                var times = seen[anchor] = seen.GetValueOrDefault(anchor, -1) + 1;
                yield return times == 0 ? anchor : $"{anchor}-{times}";
            }
        }
    }

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\(<?(?<target>[^)\s>]+)>?(?:\s+""[^""]*"")?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(
        @"(?:^|[\s""'=(])(?:\./)?(?<path>(?:src|tests|docs|deploy)/[\w./-]+)(?=$|[\s""'`),:;])",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RepositoryPath();
}
