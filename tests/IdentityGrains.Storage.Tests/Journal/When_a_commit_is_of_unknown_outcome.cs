using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Journal;

public sealed class When_a_commit_is_of_unknown_outcome
{
    private static readonly JournalWriterOptions Impatient = new() { LookUps = 3, LookUpPause = TimeSpan.FromMilliseconds(1) };

    private readonly FaultyJournal _journal = new(new MemoryJournal());

    [Fact]
    public async Task It_is_committed_when_the_record_has_it()
    {
        _journal.AfterCommit = () => throw new IOException("The connection died");
        await using var writer = new JournalWriter(_journal, Impatient, TimeProvider.System);

        Assert.Equal(RunOutcome.Committed, await writer.Commit(new Author().Run(2)));
        Assert.Equal(2, writer.Entries);
    }

    [Fact]
    public async Task It_is_not_written_when_the_record_has_it_not()
    {
        _journal.BeforeCommit = () => throw new IOException("The connection died");
        await using var writer = new JournalWriter(_journal, Impatient, TimeProvider.System);

        Assert.Equal(RunOutcome.NotWritten, await writer.Commit(new Author().Run()));
    }

    [Fact]
    public async Task When_nobody_could_be_asked_nothing_was_written_and_there_is_nothing_to_look_up()
    {
        var looked = false;
        _journal.BeforeCommit = () => throw new StoreUnreachableException();
        _journal.OnLookUp = () => looked = true;
        await using var writer = new JournalWriter(_journal, Impatient, TimeProvider.System);

        Assert.Equal(RunOutcome.NotWritten, await writer.Commit(new Author().Run()));
        Assert.False(looked);
    }

    [Fact]
    public async Task Another_entry_under_the_same_operation_is_not_taken_for_ours()
    {
        var ana = new Author();
        var rival = new Author(ana.Customer, ana.Key);
        await using var writer = new JournalWriter(_journal, Impatient, TimeProvider.System);
        await writer.Commit(rival.RunOf(Head.Start, rival.Write(rival.Says("given_name", "Anna"))));
        _journal.BeforeCommit = () => throw new IOException("The connection died");

        Assert.Equal(RunOutcome.OperationKnown, await writer.Commit(ana.Run()));
    }

    [Fact]
    public async Task The_record_is_asked_again_while_the_store_is_away()
    {
        var away = 2;
        _journal.AfterCommit = () => throw new IOException("The connection died");
        _journal.OnLookUp = () =>
        {
            if (away-- > 0)
            {
                throw new IOException("The store is away");
            }
        };
        await using var writer = new JournalWriter(_journal, Impatient, TimeProvider.System);

        Assert.Equal(RunOutcome.Committed, await writer.Commit(new Author().Run()));
    }

    [Fact]
    public async Task It_is_said_to_be_unknown_when_the_store_stays_away_and_later_runs_are_served()
    {
        _journal.AfterCommit = () => throw new IOException("The connection died");
        _journal.OnLookUp = () => throw new IOException("The store is away");
        await using var writer = new JournalWriter(_journal, Impatient, TimeProvider.System);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => writer.Commit(new Author().Run()));

        (_journal.AfterCommit, _journal.OnLookUp) = (null, null);
        Assert.Equal(RunOutcome.Committed, await writer.Commit(new Author().Run()));
    }

    [Fact]
    public async Task Only_the_run_whose_data_is_refused_is_refused()
    {
        var authors = Enumerable.Range(0, 9).Select(_ => new Author()).ToArray();
        _journal.Refuses = run => run.Customer == authors[4].Customer;
        await using var writer = new JournalWriter(_journal, Impatient, TimeProvider.System);

        var outcomes = await Task.WhenAll(authors.Select(a => writer.Commit(a.Run())));

        Assert.Equal(RunOutcome.Refused, outcomes[4]);
        Assert.Equal(8, outcomes.Count(o => o == RunOutcome.Committed));
    }
}
