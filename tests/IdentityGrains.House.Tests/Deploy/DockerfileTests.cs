using System.Text.Json;
using System.Text.RegularExpressions;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>How images are made, as it is written; none is built here.</summary>
public sealed partial class DockerfileTests
{
    private const string File = "deploy/Dockerfile";

    // A line that goes on ends with a backslash.
    private static readonly string[] Instructions =
    [
        .. Repository.Read(File).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith('#')),
    ];

    private static readonly string[][] Stages =
    [
        .. string.Join('\n', Instructions).Split("FROM ", StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
    ];

    private static readonly string[] Read = ["src", "deploy/sample", "deploy/container", "Directory.Build.props", "Directory.Packages.props", "global.json"];

    private static IEnumerable<string[]> Images => Stages.Where(s => s[0].Split(' ')[0].EndsWith("aspnet:10.0", StringComparison.Ordinal));

    [Fact]
    public void Every_base_has_a_tag_that_says_its_version() => Offenders.None(
        "A base image is named with its version.", Stages.Select(s => s[0]).Where(from => !Tagged().IsMatch(from)));

    [Fact]
    public void The_build_uses_the_SDK_that_the_repository_asks_for()
    {
        var sdk = JsonDocument.Parse(Repository.Read("global.json")).RootElement.GetProperty("sdk").GetProperty("version").GetString();
        Assert.StartsWith($"mcr.microsoft.com/dotnet/sdk:{sdk} AS build", Stages[0][0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_runs_is_not_root_and_takes_signals_itself()
    {
        Assert.Equal(2, Images.Count());
        Assert.All(Images, image => Assert.Equal("USER $APP_UID", image.Last(i => i.StartsWith("USER", StringComparison.Ordinal))));
        Assert.All(Images, image => Assert.Matches("^ENTRYPOINT \\[\"dotnet\", \"/app/[\\w.]+\\.dll\"\\]$", image[^1]));
    }

    [Fact]
    public void Every_variable_is_a_setting_and_none_is_a_secret()
    {
        var variables = Instructions.Where(i => i.StartsWith("ENV ", StringComparison.Ordinal)).SelectMany(i => Variable().Matches(i))
            .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value.Trim('"'));
        Assert.Equal("0.0.0.0", variables["IdentityGrains__HttpAddress"]);
        Offenders.None("An environment variable is one that the product reads.", Settings.Faults(File, variables));
        Assert.Equal(["ARG VERSION=0.0.0-unknown"], Instructions.Where(i => i.StartsWith("ARG", StringComparison.Ordinal)));
    }

    [Fact]
    public void Projects_that_are_published_and_files_that_are_copied_are_there() => Offenders.None(
        "A path of the repository that the build names exists.",
        Instructions.SelectMany(i => InRepository().Matches(i)).Select(m => m.Value).Where(path => !Repository.Exists(path)));

    [Fact]
    public void The_build_is_given_what_it_reads_and_no_history_and_no_secrets()
    {
        var lines = Repository.Lines(File + ".dockerignore");
        Assert.Contains("*", lines);
        var given = lines.Where(l => l.StartsWith('!')).Select(l => l[1..]).ToArray();
        Offenders.None("What is given to the build exists.", given.Where(g => !Repository.Exists(g)));
        Assert.DoesNotContain(given, g => g is "deploy" or "deploy/compose" or ".git");
        Offenders.None("What the build reads is given to it.", Read.Except(given));
    }

    [GeneratedRegex(@"^mcr\.microsoft\.com/dotnet/(sdk|aspnet):\d+\.\d+(\.\d+)? AS [a-z]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tagged();

    [GeneratedRegex("(?<name>[A-Za-z_]+)=(?<value>\"[^\"]*\"|\\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<=\s)(src|deploy)/[\w./-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InRepository();
}
