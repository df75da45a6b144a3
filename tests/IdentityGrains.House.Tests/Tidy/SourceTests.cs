using System.Globalization;
using System.Text.RegularExpressions;

namespace IdentityGrains.House.Tests.Tidy;

/// <summary>What a reader should never meet in a source file.</summary>
public sealed partial class SourceTests
{
    private const int LongestLine = 160;

    // Written in two halves, so that this file does not name what it forbids.
    private static readonly string[] Leftovers =
    [
        "TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X", "NotImplemented" + "Exception", "Thread." + "Sleep", "#" + "region", "#pragma " + "warning disable",
        "Suppress" + "Message",
    ];

    private static readonly string[] LeftoversOfTests = ["Skip" + " =", "Skip" + "=", "Task." + "Delay"];

    [Fact]
    public void A_file_is_short_enough_to_be_read_at_once() => Offenders.None(
        "A file under src has at most 200 lines, one under tests at most 300.",
        from file in Repository.CSharp
        let lines = Repository.Lines(file).Length
        where lines > (IsTest(file) ? 300 : 200)
        select string.Create(CultureInfo.InvariantCulture, $"{file} has {lines} lines"));

    // A test may quote a line of a document whole: cut in two, it could not be searched for.
    [Fact]
    public void A_line_fits_on_a_screen() => Offenders.None(
        "A line of code has at most 160 characters.",
        Places((file, line) => line.Length > LongestLine && !(IsTest(file) && LongQuotation().IsMatch(line))));

    [Fact]
    public void Nothing_is_left_over() => Offenders.None(
        "No unfinished work, no switched-off rule, no waiting for a duration.",
        Leftovers.SelectMany(word => Places((_, line) => line.Contains(word, StringComparison.Ordinal)).Select(place => $"{place}: {word}"))
            .Concat(LeftoversOfTests.SelectMany(
                word => Places((file, line) => IsTest(file) && !TakesTime(file) && WaitsOrSkips(line, word)).Select(place => $"{place}: {word}"))));

    [Fact]
    public void White_space_is_spaces_and_none_of_them_trail() => Offenders.None(
        "No tab in a source file and no white space at the end of a line.",
        Places((_, line) => line.Contains('\t', StringComparison.Ordinal) || line.EndsWith(' ')));

    [Fact]
    public void A_file_says_what_it_is_about() => Offenders.None(
        "No file is a drawer for what has no place.", Repository.CSharp.Where(f => Drawer().IsMatch(Path.GetFileNameWithoutExtension(f))));

    [Fact]
    public void No_file_knows_the_machine_that_it_was_written_on() => Offenders.None(
        "No absolute path of somebody's machine.",
        from file in Repository.Files
        where IsText(file)
        from line in Repository.Lines(file).Select((text, index) => (text, index))
        where Machine().IsMatch(line.text)
        select string.Create(CultureInfo.InvariantCulture, $"{file}:{line.index + 1}"));

    private static IEnumerable<string> Places(Func<string, string, bool> breaks) =>
        from file in Repository.CSharp
        from line in Repository.Lines(file).Select((text, index) => (text, index))
        where breaks(file, line.text)
        select string.Create(CultureInfo.InvariantCulture, $"{file}:{line.index + 1}");

    // To wait without end is to wait for the cancellation, which is an event.
    private static bool WaitsOrSkips(string line, string word) =>
        line.Contains(word, StringComparison.Ordinal) && !line.Contains(word + "(Timeout.Infinite", StringComparison.Ordinal);

    // A load and a fault last for a while: that is what they are, and nobody waits for anything by them.
    private static bool TakesTime(string file) => file.StartsWith("tests/IdentityGrains.Torture/Load/", StringComparison.Ordinal)
        || file.StartsWith("tests/IdentityGrains.Torture/Nemesis/", StringComparison.Ordinal)
        || file.StartsWith("tests/IdentityGrains.Torture.Mutants/", StringComparison.Ordinal);

    private static bool IsTest(string file) => file.StartsWith("tests/", StringComparison.Ordinal);

    private static bool IsText(string file) =>
        Path.GetExtension(file) is ".cs" or ".md" or ".sh" or ".yaml" or ".yml" or ".json" or ".csproj" or ".props" or ".sql" or ".txt" or ".ndjson" or "";

    [GeneratedRegex("\"[^\"]{100,}\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongQuotation();

    [GeneratedRegex("(Utils?|Utilities|Helpers?|Misc|Common)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Drawer();

    [GeneratedRegex(@"(^|[\s""'`(=:])/(work|root|Users/[^/\s""]+|home/[a-z]+)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Machine();
}
