using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Contract;

public abstract class SmallTablesContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private static readonly NativeKey Key = NativeKey.FromTrusted(new SourceName("crm"), "17");

    [Fact]
    public async Task A_native_key_names_whoever_was_bound_first()
    {
        var (first, second) = (CustomerId.New(), CustomerId.New());

        Assert.Null(await Store.NativeKeys.Find(Key, Now));
        Assert.Equal(first, await Store.NativeKeys.Bind(Key, first, Now));
        Assert.Equal(first, await Store.NativeKeys.Bind(Key, second, Now));
        await Temporary.Reopen();
        Assert.Equal(first, await Store.NativeKeys.Find(Key, Now));
        Assert.Null(await Store.NativeKeys.Find(NativeKey.FromTrusted(new SourceName("web"), "17"), Now));
    }

    [Fact]
    public async Task Of_many_who_bind_one_key_at_once_all_learn_the_same_customer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Store.NativeKeys.Bind(Key, CustomerId.New(), Now)));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Activating_counts_epochs_and_the_document_in_force_only_once()
    {
        Assert.Null(await Store.Policies.Active(Now));
        var first = await Store.Policies.Activate("one", new string('a', 64), Author.Start, Now);
        var again = await Store.Policies.Activate("one", new string('a', 64), Author.Start.AddDays(1), Now);
        var second = await Store.Policies.Activate("two", new string('b', 64), Author.Start, Now);
        var back = await Store.Policies.Activate("one", new string('a', 64), Author.Start, Now);

        Assert.Equal((1, 2, 3), (first.Epoch, second.Epoch, back.Epoch));
        Assert.Equal(first, again);
        Assert.Equal(back, await Store.Policies.Active(Now));
    }

    [Fact]
    public async Task A_customers_key_is_the_same_for_all_who_ask_at_once_and_after_a_restart()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.CustomerKeys.GetOrCreate(Ana.Customer, Now).AsTask()));
        var digest = keys[0].Digest("test", "x"u8);
        Assert.All(keys, k => Assert.Equal(digest, k.Digest("test", "x"u8)));

        await Temporary.Reopen();
        Assert.Equal(digest, (await Store.CustomerKeys.Find(Ana.Customer, Now))!.Digest("test", "x"u8));
        Assert.Null(await Store.CustomerKeys.Find(CustomerId.New(), Now));
    }

    [Fact]
    public async Task One_refusal_a_second_and_principal_is_kept()
    {
        RefusedAct Act(double seconds, string who) =>
            new(Author.Start.AddSeconds(seconds), new PrincipalId(who), Ana.Customer, "assert-fields", Refusal.UnknownField);
        foreach (var act in new[] { Act(0, "a"), Act(0.1, "a"), Act(0.2, "b"), Act(1.1, "a"), Act(0.9, "a") })
        {
            await Store.Refusals.Record(act, Now);
        }

        Assert.Equal([Act(1.1, "a"), Act(0.2, "b"), Act(0, "a")], await Store.Refusals.Latest(10, Now));
        Assert.Single(await Store.Refusals.Latest(1, Now));
    }

    [Fact]
    public void The_clock_has_whole_microseconds() => Assert.Equal(0, Store.Clock.Now.UtcTicks % TimeSpan.TicksPerMicrosecond);
}
