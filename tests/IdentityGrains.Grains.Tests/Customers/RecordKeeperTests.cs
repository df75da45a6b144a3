using IdentityGrains.Grains.Tests.Given;

namespace IdentityGrains.Grains.Tests.Customers;

public sealed class RecordKeeperTests
{
    [Fact]
    public async Task A_load_whose_callers_gave_up_answers_nobody_who_comes_later()
    {
        await using var office = await Office.Open();
        var gate = new TaskCompletionSource();
        office.Journal.AfterLoad = () => gate.Task;
        using var patience = new CancellationTokenSource();
        var early = office.InTurn(() => office.Keeper.Current(patience.Token).AsTask());
        await office.InTurn(() => Task.FromResult(true));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => early);

        // The load read that there is nobody; meanwhile, there is.
        office.Journal.AfterLoad = () => Task.CompletedTask;
        gate.SetResult();
        var elsewhere = new IdentityGrains.Grains.Customers.CustomerClerk(office.Customer, office.Services, office.AnotherKeeper());
        await office.InTurn(() => elsewhere.Submit(office.Creation(), Office.Commerce, CancellationToken.None));

        Assert.NotNull(await office.InTurn(() => office.Keeper.Current(CancellationToken.None).AsTask()));
    }

    [Fact]
    public async Task A_version_that_nobody_wrote_is_not_waited_for()
    {
        await using var office = await Office.Open();
        await office.Create();

        await Assert.ThrowsAsync<System.Diagnostics.UnreachableException>(
            () => office.InTurn(() => office.Keeper.UpToDate(99, CancellationToken.None).AsTask()));
    }

    [Fact]
    public async Task What_was_forgotten_is_read_from_the_store()
    {
        await using var office = await Office.Open();
        await office.Create();
        var before = await office.InTurn(() => office.Keeper.Current(CancellationToken.None).AsTask());
        office.Keeper.Forget();

        var after = await office.InTurn(() => office.Keeper.Current(CancellationToken.None).AsTask());

        Assert.NotSame(before, after);
        Assert.Equal(before!.Durable.Head.Version, after!.Durable.Head.Version);
    }
}
