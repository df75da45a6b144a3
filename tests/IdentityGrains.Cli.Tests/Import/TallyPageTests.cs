using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Look;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;

namespace IdentityGrains.Cli.Tests.Import;

public class TallyPageTests
{
    [Fact]
    public void Every_outcome_has_a_meaning_and_fits_a_hundred_columns()
    {
        var state = new ImportState();
        foreach (var outcome in Words.All<Outcome>())
        {
            state.Tally.Outcomes[outcome] = 123_456;
        }

        state.Tally.Refusals["field-authority-denied"] = 2;
        state.Refused.Add(new RefusedLine(12, "field-authority-denied", "The source may not assert these fields; nothing was applied.", []));
        var writer = new StringWriter();

        TallyPage.Show(Page.Paper(writer), new ImportResult(state, 10, 0, 3, TimeSpan.FromSeconds(1)));

        var lines = writer.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, Page.Width));
        Assert.All(Words.All<Outcome>(), word => Assert.Matches(
            $"{word} +123,456 +[a-z]", Assert.Single(lines, l => l.Trim().StartsWith(word + " ", StringComparison.Ordinal))));
        Assert.Contains(lines, l => l.Contains("The source may not assert these fields", StringComparison.Ordinal));
    }
}
