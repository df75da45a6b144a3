using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Contract;

public abstract class RefusedDataContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    [Fact]
    public async Task A_run_whose_data_the_store_refuses_is_refused_alone_and_writes_nothing()
    {
        var (before, after) = (new Author(), new Author());

        // A fence beyond the version breaks the schema, after the runs before it were written.
        await using var writer = new JournalWriter(Store.Journal, new JournalWriterOptions(), TimeProvider.System);
        var outcomes = await Task.WhenAll(writer.Commit(before.Run()), writer.Commit(Ana.Run() with { Fence = 7 }), writer.Commit(after.Run(2)));

        Assert.Equal([RunOutcome.Committed, RunOutcome.Refused, RunOutcome.Committed], outcomes);
        Assert.Null(await Store.Journal.Load(Ana.Customer, Now));
        Assert.Empty(await Store.Journal.Read(Ana.Customer, 1, 10, Now));
        Assert.Equal(2, (await Store.Journal.Load(after.Customer, Now))!.Tail.Count);
    }
}
