using IdentityGrains.Client.Callers;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Tests.Given;

namespace IdentityGrains.Grains.Tests.Customers;

/// <summary>The disk is full: every commit fails, and the record shows that nothing was written.</summary>
public sealed class When_the_store_takes_nothing
{
    [Fact]
    public async Task The_caller_learns_that_the_act_had_no_effect()
    {
        await using var office = await Office.Open();
        office.Journal.BeforeCommit = Full;

        await Assert.ThrowsAsync<StoreUnavailableException>(office.Create);

        Assert.Equal(CustomerClerk.MaxTries, office.Journal.Commits);
    }

    [Fact]
    public async Task Resolving_again_what_time_changed_comes_to_an_end()
    {
        await using var office = await Office.Open();
        await office.Create();
        Assert.IsType<Answer.Done>(await office.SayValueBand("high"));
        office.Journal.BeforeCommit = Full;
        office.Time.Advance(TimeSpan.FromDays(31));

        await Assert.ThrowsAsync<CustomerBusyException>(() => office.InTurn(() => office.Keeper.UpToDate(1, CancellationToken.None).AsTask()));
    }

    [Fact]
    public async Task A_refusal_that_rested_on_a_run_in_doubt_is_decided_again_and_stays_a_refusal()
    {
        await using var office = await Office.Open();
        await office.Create();
        var gate = new TaskCompletionSource();
        office.Journal.BeforeCommit = () => gate.Task;
        office.Journal.BeforeFind = () =>
        {
            // Once: the writer asks what became of the run, and is told nothing.
            office.Journal.BeforeFind = () => Task.CompletedTask;
            return Full();
        };
        var inDoubt = office.SayLanguage("de");
        var refused = office.SayUnknown();

        await office.InTurn(() => Task.FromResult(true));
        gate.SetException(new IOException("gone"));

        await Assert.ThrowsAsync<Storage.Journal.OutcomeUnknownException>(() => inDoubt);
        Assert.IsType<Answer.Refused>(await refused);
    }

    private static Task Full() => Task.FromException(new IOException("full"));
}
