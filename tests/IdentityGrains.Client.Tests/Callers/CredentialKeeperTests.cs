using IdentityGrains.Client.Tests.Asking;
using IdentityGrains.Client.Tests.Given;
using Orleans.Runtime;

namespace IdentityGrains.Client.Tests.Callers;

/// <summary>One token, asked for once, renewed before it ends, and never found where it does not belong.</summary>
public sealed class CredentialKeeperTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_source_is_asked_once_for_all_who_wait()
    {
        var caller = new Caller();
        var opened = new TaskCompletionSource();
        caller.Tokens.Meanwhile = () => opened.Task;
        var waiting = Enumerable.Range(0, 100).Select(_ => caller.Keeper.Current()).ToList();
        opened.SetResult();
        Assert.All(await Task.WhenAll(waiting), token => Assert.Equal("token-1", token.Value));
        Assert.Equal(1, caller.Tokens.Asked);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_and_nobody_waits_for_it()
    {
        var caller = new Caller();
        caller.Tokens.Now = () => caller.Time.GetUtcNow();
        Assert.Equal("token-1", (await caller.Keeper.Current()).Value);
        caller.Time.Advance(caller.Tokens.Life - caller.Settings.RenewBefore);

        var opened = new TaskCompletionSource();
        caller.Tokens.Meanwhile = () => opened.Task;
        var during = caller.Keeper.Current();
        Assert.True(during.IsCompletedSuccessfully);
        Assert.Equal("token-1", (await during).Value);
        opened.SetResult();
        await Eventually.Holds("The token is renewed", Patience, async () => (await caller.Keeper.Current()).Value == "token-2");
        Assert.Equal(2, caller.Tokens.Asked);
    }

    [Fact]
    public async Task A_token_that_lives_shorter_than_the_margin_is_not_renewed_at_each_call()
    {
        var caller = new Caller();
        (caller.Tokens.Life, caller.Tokens.Now) = (TimeSpan.FromSeconds(20), () => caller.Time.GetUtcNow());
        for (var call = 0; call < 10; call++)
        {
            Assert.Equal("token-1", (await caller.Keeper.Current()).Value);
        }

        caller.Time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.Holds("The token is renewed", Patience, async () => (await caller.Keeper.Current()).Value == "token-2");
        Assert.Equal(2, caller.Tokens.Asked);
    }

    [Fact]
    public async Task A_source_that_fails_takes_no_good_token_away()
    {
        var caller = new Caller();
        await caller.Keeper.Current();
        caller.Time.Advance(caller.Tokens.Life - caller.Settings.RenewBefore);
        caller.Tokens.Meanwhile = () => throw new HttpRequestException();

        for (var call = 0; call < 10; call++)
        {
            Assert.Equal("token-1", (await caller.Keeper.Current()).Value);
            await Eventually.Holds("The source failed", Patience, () => Task.FromResult(caller.Tokens.Asked >= 2));
        }

        caller.Time.Advance(caller.Settings.RenewBefore);
        await Assert.ThrowsAsync<HttpRequestException>(caller.Keeper.Current);
    }

    [Fact]
    public async Task A_token_that_a_silo_calls_expired_is_renewed_once_and_the_act_goes_on()
    {
        var caller = new Caller();
        caller.Door.Good = "token-2";
        Assert.Null(await caller.Identity.Find(Acts.Key("C-1"), Ct));
        Assert.Equal(["token-1", "token-2"], caller.Door.Shown.Select(c => c.ServiceToken));
    }

    [Fact]
    public async Task A_second_expired_token_is_told_and_not_renewed_again()
    {
        var caller = new Caller();
        caller.Door.Good = "token-9";
        var refused = await Assert.ThrowsAsync<CredentialRefusedException>(() => caller.Identity.Find(Acts.Key("C-1"), Ct));
        Assert.Equal((CredentialFault.Expired, 2), (refused.Fault, caller.Tokens.Asked));
    }

    [Fact]
    public async Task A_credential_that_is_none_leaves_an_act_unknown_that_may_have_taken_effect()
    {
        var caller = await Caller.Ready();
        var customer = await caller.Ends(caller.Identity.BeginOne("C-1"));
        caller.Door.Fates.Enqueue(Fate.LostOnTheWayBack);
        caller.Door.Fates.Enqueue(new Fate("turned away", Before: () => new CredentialRefusedException(CredentialFault.Invalid)));
        var reply = await caller.Ends(caller.Identity.Customer(customer).Submit(Acts.Named("name-1", customer, "Ana"), Ct));
        Assert.True(Assert.IsType<Reply.Unknown>(reply).MayHaveTakenEffect);
    }

    [Fact]
    public async Task What_one_request_brings_reaches_no_other_and_stays_out_of_its_flow()
    {
        var caller = new Caller();
        var signed = caller.Identity.With(new CallScope { SubjectToken = "ana's", AssertionSignature = "signed" });
        await signed.Find(Acts.Key("C-1"), Ct);
        Assert.Null(RequestContext.Get("ig.service-token"));
        await caller.Identity.Find(Acts.Key("C-1"), Ct);

        Assert.Equal([("ana's", "signed"), (null, null)], caller.Door.Shown.Select(c => (c.SubjectToken, c.AssertionSignature)));
        Assert.Null(Credential.FromCall());
    }

    [Fact]
    public async Task The_source_sees_nothing_of_the_flow_that_asked_first()
    {
        var caller = new Caller();
        Credential? seen = null;
        caller.Tokens.Meanwhile = () =>
        {
            seen = Credential.FromCall();
            return Task.CompletedTask;
        };
        new Credential("of the flow", "ana's").Attach();
        await caller.Keeper.Current();
        Assert.Null(seen);
    }
}
