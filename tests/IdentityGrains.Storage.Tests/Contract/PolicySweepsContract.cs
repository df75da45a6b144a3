using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Contract;

public abstract class PolicySweepsContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    [Fact]
    public async Task Every_customer_of_a_group_comes_once_in_one_order_however_small_the_pages()
    {
        var customers = Enumerable.Range(0, 200).Select(_ => new Author()).ToArray();
        await Store.Journal.Commit([.. customers.Select(c => c.Run())], Now);
        var met = new List<CustomerId>();
        for (var group = 0; group < Slots.Groups; group++)
        {
            var before = met.Count;
            for (CustomerId? last = null; ; last = met[^1])
            {
                var page = await Store.PolicySweeps.After(group, last, 3, Now);
                Assert.All(page, c => Assert.Equal(group, Slots.GroupOf(c.Slot)));
                met.AddRange(page);
                if (page.Count < 3)
                {
                    break;
                }
            }

            Assert.Equal(met.Count - before, await Store.PolicySweeps.Customers(group, Now));
        }

        Assert.Equal(200, met.Count);
        Assert.Equal(customers.Select(c => c.Customer).ToHashSet(), met.ToHashSet());
    }

    [Fact]
    public async Task A_cursor_outlives_the_process_and_one_of_an_epoch_that_is_over_moves_nothing()
    {
        await Store.Policies.Activate("one", new string('a', 64), Author.Start, Now);
        var begun = new SweepCursor(3, 1, null, 0, 9, Finished: false);
        var further = begun with { Last = CustomerId.New(), Visited = 4 };
        Assert.Null(await Store.PolicySweeps.Find(3, Now));
        Assert.True(await Store.PolicySweeps.Keep(begun, Now));
        Assert.Equal(begun, await Store.PolicySweeps.Find(3, Now));
        Assert.True(await Store.PolicySweeps.Keep(further, Now));
        await Temporary.Reopen();
        Assert.Equal([further], await Store.PolicySweeps.All(Now));

        await Store.Policies.Activate("two", new string('b', 64), Author.Start, Now);
        Assert.False(await Store.PolicySweeps.Keep(further with { Visited = 8 }, Now));
        Assert.Equal(further, await Store.PolicySweeps.Find(3, Now));
    }
}
