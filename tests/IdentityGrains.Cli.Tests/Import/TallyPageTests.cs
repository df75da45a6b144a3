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
        var rows = lines.Select(l => l.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(r => r.Length == 3);
        Assert.Superset(
            Words.All<Outcome>().Select(word => (word, "123,456")).ToHashSet(), rows.Where(r => r[2].Length > 0).Select(r => (r[0], r[1])).ToHashSet());
        Assert.Contains(lines, l => l.Contains("The source may not assert these fields", StringComparison.Ordinal));
    }
}
