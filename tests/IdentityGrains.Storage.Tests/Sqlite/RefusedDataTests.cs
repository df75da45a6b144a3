using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Sqlite;

public sealed class RefusedDataTests : StoreFixture
{
    [Fact]
    public async Task A_run_whose_data_the_store_refuses_is_refused_alone_and_writes_nothing()
    {
        var (before, after) = (new Author(), new Author());

        // A fence beyond the version breaks the schema, after the runs before it were written.
        var outcomes = await Store.Journal.Commit([before.Run(), Ana.Run() with { Fence = 7 }, after.Run(2)], Now);

        Assert.Equal([RunOutcome.Committed, RunOutcome.Refused, RunOutcome.Committed], outcomes);
        Assert.Null(await Store.Journal.Load(Ana.Customer, Now));
        Assert.Empty(await Store.Journal.Read(Ana.Customer, 1, 10, Now));
        Assert.Equal(2, (await Store.Journal.Load(after.Customer, Now))!.Tail.Count);
        Assert.Single(await Store.Feed.Read(Slots.GroupOf(before.Customer.Slot), 0, 10, Now), r => r.Customer == before.Customer);
    }
}
