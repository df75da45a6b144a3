using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Contract;

public abstract class FeedContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    [Fact]
    public async Task A_run_leaves_one_row_with_its_last_version()
    {
        await Store.Journal.Commit([Ana.Run(3)], Now);

        var row = Assert.Single(await Rows());

        Assert.Equal((Ana.Customer, 3L, "given_name"), (row.Customer, row.Version, row.Changed));
        Assert.Empty(await Store.Feed.Read(Group, row.Position, 10, Now));
        Assert.Empty(await Store.Feed.Read((Group + 1) % Slots.Groups, 0, 10, Now));
    }

    [Fact]
    public async Task What_was_handed_on_is_trimmed_and_its_positions_never_come_again()
    {
        await Store.Journal.Commit([Ana.Run()], Now);
        var first = Assert.Single(await Rows()).Position;
        await Store.Feed.Advance(Group, first, Now);
        await Temporary.Reopen();
        await Store.Journal.Commit([Ana.Run()], Now);

        Assert.Equal(first, await Store.Feed.Checkpoint(Group, Now));
        Assert.True(Assert.Single(await Rows()).Position > first);
    }

    [Fact]
    public async Task A_checkpoint_does_not_go_back()
    {
        await Store.Feed.Advance(Group, 7, Now);
        await Store.Feed.Advance(Group, 5, Now);

        Assert.Equal(7, await Store.Feed.Checkpoint(Group, Now));
    }

    [Fact]
    public async Task A_commit_wakes_its_group_and_no_other()
    {
        var news = Store.Feed.WaitForNews(Group, Now);
        var elsewhere = Store.Feed.WaitForNews((Group + 1) % Slots.Groups, Now);

        await Store.Journal.Commit([Ana.Run()], Now);
        await news;

        Assert.False(elsewhere.IsCompleted);
    }

    [Fact]
    public async Task Waiting_ends_without_an_exception_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var news = Store.Feed.WaitForNews(Group, cancelled.Token);

        await cancelled.CancelAsync();
        await news;
    }

    // What was committed can be read as soon as nothing older still runs, on this server or database; the reader is told.
    private async Task<IReadOnlyList<FeedRow>> Rows()
    {
        while (true)
        {
            var news = Store.Feed.WaitForNews(Group, Now);
            if (await Store.Feed.Read(Group, 0, 10, Now) is { Count: > 0 } rows)
            {
                return rows;
            }

            await news;
        }
    }
}
