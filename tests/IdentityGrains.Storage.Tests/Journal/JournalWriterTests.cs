using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Journal;

public sealed class JournalWriterTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Customers_at_once_share_commits()
    {
        await using var writer = new JournalWriter(_store.Store.Journal, new JournalWriterOptions(), TimeProvider.System);
        var authors = Enumerable.Range(0, 64).Select(_ => new Author()).ToArray();

        await Task.WhenAll(authors.Select(async author =>
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(RunOutcome.Committed, await writer.Commit(author.Run(2)));
            }
        }));

        Assert.Equal(640, writer.Entries);
        Assert.True(writer.Commits < writer.Entries / 4, $"{writer.Commits} commits");
        foreach (var author in authors)
        {
            Assert.Equal(10, (await _store.Store.Journal.Load(author.Customer, Now))!.Head.Version);
        }
    }

    [Fact]
    public async Task Runs_of_one_customer_that_were_handed_in_together_commit_in_order()
    {
        await using var writer = new JournalWriter(_store.Store.Journal, new JournalWriterOptions { SharedBy = 4 }, TimeProvider.System);
        var author = new Author();
        var runs = Enumerable.Range(0, 20).Select(_ => author.Run()).ToArray();

        var outcomes = await Task.WhenAll(runs.Select(writer.Commit));

        Assert.All(outcomes, o => Assert.Equal(RunOutcome.Committed, o));
    }

    [Fact]
    public async Task What_waits_is_committed_before_the_writer_ends()
    {
        var writer = new JournalWriter(_store.Store.Journal, new JournalWriterOptions(), TimeProvider.System);
        var waiting = Enumerable.Range(0, 50).Select(_ => writer.Commit(new Author().Run())).ToArray();

        await writer.DisposeAsync();

        Assert.All(await Task.WhenAll(waiting), o => Assert.Equal(RunOutcome.Committed, o));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.Commit(new Author().Run()));
    }

    [Fact]
    public async Task The_context_of_a_caller_does_not_reach_the_commit()
    {
        var secret = new AsyncLocal<string?> { Value = "mine" };
        var journal = new FaultyJournal(_store.Store.Journal) { BeforeCommit = () => Assert.Null(secret.Value) };
        await using var writer = new JournalWriter(journal, new JournalWriterOptions(), TimeProvider.System);

        Assert.Equal(RunOutcome.Committed, await writer.Commit(new Author().Run()));
        Assert.Equal(1, writer.Commits);
    }
}
