using IdentityGrains.Client.Tests.Given;

namespace IdentityGrains.Client.Tests.Asking;

/// <summary>What is asked again, until when, and what the caller is told.</summary>
public sealed class RetryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> EveryRetriedFate => [.. Fate.Retried.Select(f => f.Name)];

    [Theory, MemberData(nameof(EveryRetriedFate))]
    public async Task An_act_that_was_lost_is_asked_again_and_takes_effect_once(string fate)
    {
        var caller = await Caller.Ready();
        var customer = await caller.Ends(caller.Identity.BeginOne("C-1"));
        caller.Door.Fates.Enqueue(Named(fate));

        var done = Assert.IsType<Reply.Done>(await caller.Ends(caller.Identity.Customer(customer).Submit(Acts.Named("name-1", customer, "Ana"), Ct)));

        Assert.Equal((2L, 2), (done.Receipt.Version, caller.Door.VersionOf(customer)));
        Assert.Equal(3, caller.Door.Shown.Count);
    }

    [Theory, MemberData(nameof(EveryRetriedFate))]
    public async Task A_read_that_was_lost_is_asked_again(string fate)
    {
        var caller = await Caller.Ready();
        var customer = await caller.Ends(caller.Identity.BeginOne("C-1"));
        caller.Door.Fates.Enqueue(Named(fate));

        Assert.IsType<CustomerAnswer.Told>(await caller.Ends(caller.Identity.Customer(customer).Get(ct: Ct)));
    }

    [Theory, MemberData(nameof(EveryRetriedFate))]
    public async Task After_the_deadline_an_act_is_unknown_under_its_operation_id(string fate)
    {
        var caller = await Caller.Ready();
        var customer = await caller.Ends(caller.Identity.BeginOne("C-1"));
        Doom(caller, Named(fate));

        var began = caller.Time.GetUtcNow();
        var unknown = Assert.IsType<Reply.Unknown>(await caller.Ends(caller.Identity.Customer(customer).Submit(Acts.Named("name-1", customer, "Ana"), Ct)));

        Assert.Equal(("name-1", Named(fate).LeavesDoubt), (unknown.Operation.Value, unknown.MayHaveTakenEffect));
        Assert.InRange(caller.Time.GetUtcNow() - began, TimeSpan.Zero, caller.Settings.OperationDeadline + TimeSpan.FromSeconds(1));

        caller.Door.Fates.Clear();
        Assert.IsType<Reply.Done>(await caller.Ends(caller.Identity.Customer(customer).Submit(Acts.Named("name-1", customer, "Ana"), Ct)));
        Assert.Equal(2, caller.Door.VersionOf(customer));
    }

    [Fact]
    public async Task After_the_deadline_a_read_says_that_it_was_not_answered()
    {
        var caller = await Caller.Ready();
        Doom(caller, Fate.StoreAway);
        var unanswered = await Assert.ThrowsAsync<UnansweredException>(() => caller.Ends(caller.Identity.Customer(CustomerId.New()).Get(ct: Ct)));
        Assert.IsType<StoreUnavailableException>(unanswered.InnerException);
    }

    [Fact]
    public async Task A_call_may_have_a_deadline_of_its_own()
    {
        var caller = await Caller.Ready();
        Doom(caller, Fate.Silence);
        var brief = caller.Identity.With(new CallScope { Deadline = TimeSpan.FromSeconds(1) });
        var began = caller.Time.GetUtcNow();

        await Assert.ThrowsAsync<UnansweredException>(() => caller.Ends(brief.Find(Acts.Key("C-1"), Ct)));

        Assert.InRange(caller.Time.GetUtcNow() - began, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_refusal_is_an_answer_and_is_not_asked_again()
    {
        var caller = await Caller.Ready();
        var nobody = CustomerId.New();
        var refused = await caller.Ends(caller.Identity.Customer(nobody).Submit(Acts.Named("name-1", nobody, "Ana"), Ct));
        Assert.Equal(Refusal.UnknownCustomer, Assert.IsType<Reply.Refused>(refused).Why);
        Assert.Single(caller.Door.Shown);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_not_asked_again()
    {
        var caller = await Caller.Ready();
        caller.Door.Fates.Enqueue(new Fate("unforeseen", Before: () => new InvalidDataException()));
        await Assert.ThrowsAsync<InvalidDataException>(() => caller.Ends(caller.Identity.Find(Acts.Key("C-1"), Ct)));
        Assert.Single(caller.Door.Shown);
    }

    [Fact]
    public async Task Whoever_cancels_waits_no_longer()
    {
        var caller = await Caller.Ready();
        Doom(caller, Fate.Silence);
        using var cancelled = new CancellationTokenSource();
        var call = caller.Identity.Find(Acts.Key("C-1"), cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static Fate Named(string name) => Fate.Retried.Single(f => f.Name == name);

    private static void Doom(Caller caller, Fate fate)
    {
        for (var call = 0; call < 1_000; call++)
        {
            caller.Door.Fates.Enqueue(fate);
        }
    }
}
