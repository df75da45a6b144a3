using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Tests.Given;

namespace IdentityGrains.Cli.Tests.Import;

public class ImportLedgerTests
{
    private readonly ImportState _state = new();
    private readonly Watched _watched = new();

    [Fact]
    public void What_is_kept_is_the_truth_about_the_first_lines()
    {
        var ledger = Ledger(1, 2, 4);

        ledger.Take(Created(4));
        ledger.Take(Created(2));
        ledger.Close();
        Assert.Equal((0L, 0L), (_state.Lines, _state.Tally.Created));

        ledger.Take(Created(1));
        Assert.Equal((4L, 3L), (_state.Lines, _state.Tally.Created));
        Assert.Equal([1L, 2L, 4L], _watched.Lines);
    }

    [Fact]
    public void Refusals_are_told_and_kept_in_the_order_of_the_file()
    {
        var ledger = Ledger(1, 2);

        ledger.Take(Refused(2, "unknown-field"));
        ledger.Take(Refused(1, "invalid-email"));

        Assert.Equal(["invalid-email", "unknown-field"], _watched.Told);
        Assert.Equal([1L, 2L], _state.Refused.Select(r => r.Line));
        Assert.Equal(1, _state.Tally.Refusals["unknown-field"]);
    }

    [Fact]
    public void Outcomes_are_counted_by_their_word()
    {
        var ledger = Ledger(1);

        ledger.Take(new(1, [new Done(DoneKind.Asserted, Replayed: true, [new("email", "pending", false), new("language", "winner", true)])], []));

        Assert.Equal([("pending", 1L), ("winner", 1L)], _state.Tally.Outcomes.Select(o => (o.Key, o.Value)));
        Assert.Equal((1L, 1L, 1L), (_state.Tally.Assertions, _state.Tally.Replayed, _state.Tally.Changed));
    }

    private ImportLedger Ledger(params long[] expected)
    {
        var ledger = new ImportLedger(_state, _ => { }, _watched, new HurriedTime());
        foreach (var number in expected)
        {
            ledger.Expect(number);
        }

        return ledger;
    }

    private static LineReport Created(long number) => new(number, [new Done(DoneKind.Created, false, [])], []);

    private static LineReport Refused(long number, string slug) => new(number, [], [new(number, slug, "In words.", [])]);

    private sealed class Watched : IImportWitness
    {
        public List<long> Lines { get; } = [];

        public List<string> Told { get; } = [];

        public void Reached(long line) => Lines.Add(line);

        public void Refused(RefusedLine refused) => Told.Add(refused.Problem);

        public void Skipped(SkippedLine skipped) => Told.Add(skipped.Why);
    }
}
