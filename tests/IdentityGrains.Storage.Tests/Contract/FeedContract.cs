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

        Assert.Equal((Ana.Customer, 3L, "given_name", Author.Start.AddSeconds(2)), (row.Customer, row.Version, row.Changed, row.At));
        Assert.Empty(await Store.Feed.Read(Group, row.Position, 10, Now));
        Assert.Empty(await Store.Feed.Read((Group + 1) % Slots.Groups, 0, 10, Now));
    }

    [Fact]
    public async Task What_is_old_and_was_handed_on_is_trimmed_and_its_positions_never_come_again()
    {
        await Store.Journal.Commit([Ana.Run()], Now);
        var first = Assert.Single(await Rows());
        await Store.Feed.Advance(Group, first.Position, Now);
        Assert.Equal(0, await Store.Feed.Trim(Group, first.At, 10, Now));
        Assert.Equal(1, await Store.Feed.Trim(Group, first.At.AddSeconds(1), 10, Now));
        await Temporary.Reopen();
        await Store.Journal.Commit([Ana.Run()], Now);

        Assert.Equal(first.Position, await Store.Feed.Checkpoint(Group, Now));
        Assert.True(Assert.Single(await Rows()).Position > first.Position);
        Assert.Equal(first.Position, (await Store.Feed.Follow(0, 10, Now)).Trimmed);
        Assert.Null(await Store.Feed.At(first.Position, Now));
    }

    [Fact]
    public async Task What_was_not_handed_on_is_not_trimmed_however_old_it_is()
    {
        await Store.Journal.Commit([Ana.Run()], Now);
        var first = Assert.Single(await Rows());
        await Store.Journal.Commit([Ana.Run()], Now);
        await Store.Feed.Advance(Group, first.Position, Now);

        Assert.Equal(1, await Store.Feed.Trim(Group, Author.Start.AddYears(1), 10, Now));
        Assert.Equal(0, await Store.Feed.Trim(Group, Author.Start.AddYears(1), 10, Now));
        Assert.Equal(2, Assert.Single(await Rows()).Version);
    }

    [Fact]
    public async Task All_groups_are_followed_in_one_order_from_any_position_on()
    {
        var others = Enumerable.Range(0, 12).Select(_ => new Author()).ToArray();
        foreach (var author in others)
        {
            await Store.Journal.Commit([author.Run()], Now);
        }

        var rows = await All(others.Length);
        Assert.Equal(others.Select(a => a.Customer), rows.Select(r => r.Customer));
        Assert.Equal(rows.Skip(5).Take(3), (await Store.Feed.Follow(rows[4].Position, 3, Now)).Rows);
        Assert.Equal(0, (await Store.Feed.Follow(0, 1, Now)).Trimmed);
        Assert.Equal(rows[^1], await Store.Feed.Newest(Now));
        Assert.Equal(rows[3], await Store.Feed.At(rows[3].Position, Now));
    }

    [Fact]
    public async Task A_feed_that_holds_nothing_has_no_newest_row()
    {
        Assert.Null(await Store.Feed.Newest(Now));
        Assert.Null(await Store.Feed.At(7, Now));
    }

    [Fact]
    public async Task A_commit_wakes_whoever_waits_for_any_group()
    {
        var news = Store.Feed.WaitForNews(Now);

        await Store.Journal.Commit([Ana.Run()], Now);
        await news;
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

    private async Task<IReadOnlyList<FeedRow>> All(int count)
    {
        while (true)
        {
            var news = Store.Feed.WaitForNews(Now);
            if ((await Store.Feed.Follow(0, count + 1, Now)).Rows is { } rows && rows.Count == count)
            {
                return rows;
            }

            await news;
        }
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
