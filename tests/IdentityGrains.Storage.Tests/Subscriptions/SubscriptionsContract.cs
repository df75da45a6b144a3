using IdentityGrains.Domain.Events;
using IdentityGrains.Storage.Subscriptions;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Subscriptions;

public abstract class SubscriptionsContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private const int Most = 2;

    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)2, 32)];
    private static readonly byte[] Newer = [.. Enumerable.Repeat((byte)3, 32)];

    private ISubscriptions All => Store.Subscriptions;

    [Fact]
    public async Task One_is_kept_as_it_was_made_and_its_secret_with_it()
    {
        var one = Made("sub_1");
        Assert.True(await All.Add(one, Old, Most, Now));
        await Temporary.Reopen();

        Assert.Equivalent(one, await All.Find("sub_1", Now), strict: true);
        Assert.Equal("sub_1", Assert.Single(await All.All(Now)).Id);
        Assert.Equal([Old], await All.Secrets("sub_1", Author.Start, Now));
        Assert.Empty(await All.Secrets("sub_2", Author.Start, Now));
        Assert.Null(await All.Find("sub_2", Now));
    }

    [Fact]
    public async Task One_too_many_is_not_kept()
    {
        var kept = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => All.Add(Made($"sub_{i}"), Old, Most, Now)));

        Assert.Equal(Most, kept.Count(k => k));
        Assert.Equal(Most, (await All.All(Now)).Count);
    }

    [Fact]
    public async Task One_that_is_kept_already_stays_as_it_is()
    {
        Assert.True(await All.Add(Made("sub_1"), Old, Most, Now));

        Assert.False(await All.Add(Made("sub_1") with { Url = "https://b.example/" }, New, Most, Now));

        Assert.Equal(Made("sub_1").Url, (await All.Find("sub_1", Now))!.Url);
        Assert.Equal([Old], await All.Secrets("sub_1", Author.Start, Now));
    }

    [Fact]
    public async Task Two_secrets_sign_while_one_takes_the_other_s_place()
    {
        await All.Add(Made("sub_1"), Old, Most, Now);

        Assert.True(await All.Rotate("sub_1", "act_1", New, Author.Start.AddDays(1), Now));

        Assert.Equal([New, Old], await All.Secrets("sub_1", Author.Start, Now));
        Assert.Equal([New], await All.Secrets("sub_1", Author.Start.AddDays(1), Now));
        Assert.False(await All.Rotate("sub_2", "act_1", New, Author.Start, Now));
    }

    [Fact]
    public async Task An_act_that_gave_a_fresh_secret_gives_no_other_when_it_is_asked_for_again()
    {
        await All.Add(Made("sub_1"), Old, Most, Now);
        await All.Rotate("sub_1", "act_1", New, Author.Start.AddDays(1), Now);

        Assert.False(await All.Rotate("sub_1", "act_1", Newer, Author.Start.AddDays(2), Now));
        Assert.Equal([New, Old], await All.Secrets("sub_1", Author.Start, Now));

        Assert.True(await All.Rotate("sub_1", "act_2", Newer, Author.Start.AddDays(2), Now));
        Assert.Equal([Newer, New], await All.Secrets("sub_1", Author.Start, Now));
    }

    [Fact]
    public async Task How_far_one_was_told_does_not_go_back()
    {
        await All.Add(Made("sub_1"), Old, Most, Now);
        await All.Move(Made("sub_1") with { Position = 9, Failures = 3, DueAt = Author.Start.AddHours(1), Why = "http_503" }, Now);
        await All.Move(Made("sub_1") with { Position = 8, State = SubscriptionState.Disabled }, Now);

        var moved = (await All.Find("sub_1", Now))!;
        Assert.Equal((9, 0, SubscriptionState.Disabled, null), (moved.Position, moved.Failures, moved.State, moved.Why));
    }

    [Fact]
    public async Task One_that_is_removed_is_gone_and_does_not_come_back()
    {
        await All.Add(Made("sub_1"), Old, Most, Now);

        Assert.True(await All.Remove("sub_1", Now));
        await All.Move(Made("sub_1") with { Position = 9 }, Now);

        Assert.False(await All.Remove("sub_1", Now));
        Assert.Empty(await All.All(Now));
    }

    private static Subscription Made(string id) => new(
        id, "https://a.example/events", ["field.changed", "consent.withdrawn"], "The warehouse", Author.Start, "oidc:ana", SubscriptionState.Active, 7, 0,
        Author.Start, null);
}
