using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Tests.Given;

namespace IdentityGrains.Cli.Tests.Import;

public class SurveyTests
{
    [Fact]
    public async Task The_first_line_of_a_key_introduces_it() =>
        Assert.Equal(
            ["first", "", "first via commerce/C-1", ""],
            await Introductions(
                Files.Line("commerce", "C-1"), Files.Line("commerce", "C-1"), Files.Line("crm", "a", "commerce/C-1"), Files.Line("crm", "a", "commerce/C-1")));

    [Fact]
    public async Task A_key_that_was_named_before_it_spoke_goes_with_the_one_that_named_it() =>
        Assert.Equal(
            ["first via commerce/C-1", "first via crm/a"],
            await Introductions(Files.Line("crm", "a", "commerce/C-1"), Files.Line("commerce", "C-1")));

    [Fact]
    public async Task A_later_link_is_told_once() =>
        Assert.Equal(
            ["first", "via commerce/C-1", ""],
            await Introductions(Files.Line("crm", "a"), Files.Line("crm", "a", "commerce/C-1"), Files.Line("crm", "a", "commerce/C-1")));

    [Fact]
    public async Task A_key_that_knows_itself_is_no_link() => Assert.Equal(["first"], await Introductions(Files.Line("crm", "a", "crm/a")));

    [Fact]
    public async Task People_are_counted_over_their_links()
    {
        var survey = await Files.Survey(
            Files.Line("commerce", "C-1"), Files.Line("crm", "a", "commerce/C-1"), Files.Line("support", "u", "crm/a"), Files.Line("commerce", "C-2"),
            "nonsense");

        Assert.Equal((2, 5L), (survey.People, survey.Lines));
    }

    [Fact]
    public async Task A_file_is_named_by_its_bytes()
    {
        var one = await Files.Survey(Files.Line("crm", "a"));

        Assert.Equal(one.File, (await Files.Survey(Files.Line("crm", "a"))).File);
        Assert.NotEqual(one.File, (await Files.Survey(Files.Line("crm", "b"))).File);
    }

    private static async Task<IEnumerable<string>> Introductions(params string[] lines)
    {
        var survey = await Files.Survey(lines);
        var read = await Files.Read(Files.Of(lines));
        return read.Select(r => survey.IntroductionOf(r.Line!)).Select(i =>
            string.Join(" ", (i.First ? new[] { "first" } : []).Concat(i.Through.Select(t => $"via {t.Source}/{t.Key}"))));
    }
}
