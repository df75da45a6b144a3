using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Contract;

public abstract class DueWorkContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private static readonly DateTimeOffset Soon = Author.Start.AddHours(1);

    [Fact]
    public async Task A_customer_is_due_from_its_instant_on()
    {
        await Store.Journal.Commit([Ana.Run(dueAt: Soon)], Now);

        Assert.Empty(await Store.DueWork.Due(Group, Soon.AddMicroseconds(-1), 10, Now));
        Assert.Equal([Ana.Customer], await Store.DueWork.Due(Group, Soon, 10, Now));
    }

    [Fact]
    public async Task Every_run_sets_the_instant_anew()
    {
        await Store.Journal.Commit([Ana.Run(dueAt: Soon)], Now);
        await Store.Journal.Commit([Ana.Run(dueAt: null)], Now);

        Assert.Empty(await Store.DueWork.Due(Group, Soon, 10, Now));
    }

    [Fact]
    public async Task It_is_rescheduled_unless_an_entry_came_after()
    {
        await Store.Journal.Commit([Ana.Run(dueAt: Soon)], Now);
        await Store.DueWork.Reschedule(Ana.Customer, 1, Soon.AddHours(1), Now);
        Assert.Empty(await Store.DueWork.Due(Group, Soon, 10, Now));

        await Store.Journal.Commit([Ana.Run(dueAt: Soon)], Now);
        await Store.DueWork.Reschedule(Ana.Customer, 1, null, Now);
        Assert.Equal([Ana.Customer], await Store.DueWork.Due(Group, Soon, 10, Now));
    }
}
