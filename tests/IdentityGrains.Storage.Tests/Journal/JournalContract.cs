using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Journal;

/// <summary>What every store promises of the record.</summary>
public abstract class JournalContract
{
    private protected readonly Author Ana = new();

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    protected abstract IJournal Journal { get; }

    protected abstract IPolicies Policies { get; }

    [Fact]
    public async Task A_customer_that_nobody_wrote_of_is_unknown()
    {
        Assert.Null(await Journal.Load(Ana.Customer, Now));
        Assert.Empty(await Journal.Read(Ana.Customer, 1, 10, Now));
    }

    [Fact]
    public async Task A_committed_run_is_read_back_byte_for_byte()
    {
        var run = Ana.Run(3);

        Assert.Equal([RunOutcome.Committed], await Journal.Commit([run], Now));

        var stored = await Journal.Load(Ana.Customer, Now);
        Assert.Equal(3, stored!.Head.Version);
        Assert.Equal(Ana.Head.Hash.ToArray(), stored.Head.Hash.ToArray());
        Assert.Equal(run.Entries.Select(Bytes), stored.Tail.Select(Bytes));
    }

    [Fact]
    public async Task A_run_that_continues_another_head_loses_and_writes_nothing()
    {
        var first = Ana.Run();
        var rival = new Author(Ana.Customer, Ana.Key).Run(2);
        await Journal.Commit([first], Now);

        Assert.Equal([RunOutcome.LostRace], await Journal.Commit([rival], Now));
        Assert.Single(await Journal.Read(Ana.Customer, 1, 10, Now));
    }

    [Fact]
    public async Task Heads_are_told_of_whoever_is_recorded_and_with_the_epoch_in_force()
    {
        var stranger = CustomerId.New();
        await Journal.Commit([Ana.Run(3)], Now);
        await Policies.Activate("one", new string('a', 64), Author.Start, Now);

        var standing = await Journal.Heads([Ana.Customer, stranger], Now);

        Assert.Equal((1, 1), (standing.Epoch, await Policies.Epoch(Now)));
        Assert.Equal([KeyValuePair.Create(Ana.Customer, 3L)], standing.Versions);
    }

    [Fact]
    public async Task A_run_with_the_right_version_and_another_hash_loses()
    {
        await Journal.Commit([Ana.Run()], Now);
        var other = new Author(Ana.Customer, Ana.Key);
        other.Run();

        Assert.Equal([RunOutcome.LostRace], await Journal.Commit([other.Run()], Now));
    }

    [Fact]
    public async Task One_that_loses_loses_alone()
    {
        await Journal.Commit([Ana.Run()], Now);
        var (before, after) = (new Author(), new Author());

        var outcomes = await Journal.Commit([before.Run(), new Author(Ana.Customer, Ana.Key).Run(), after.Run()], Now);

        Assert.Equal([RunOutcome.Committed, RunOutcome.LostRace, RunOutcome.Committed], outcomes);
        Assert.NotNull(await Journal.Load(before.Customer, Now));
        Assert.NotNull(await Journal.Load(after.Customer, Now));
    }

    [Fact]
    public async Task An_operation_takes_effect_once_for_ever()
    {
        var operation = OperationId.FromTrusted("once");
        await Journal.Commit([Ana.RunOf(Head.Start, Ana.Write(operation, Ana.Says("given_name", "Ana")))], Now);
        await Journal.Commit([Ana.Run(5)], Now);
        var head = Ana.Head;
        var again = Ana.RunOf(head, Ana.Write(Ana.Says("given_name", "Anna")), Ana.Write(operation, Ana.Says("given_name", "Anna")));

        Assert.Equal([RunOutcome.OperationKnown], await Journal.Commit([again], Now));
        Assert.Equal(head.Version, (await Journal.Load(Ana.Customer, Now))!.Head.Version);
    }

    [Fact]
    public async Task An_operation_stands_once_in_a_run_too()
    {
        var operation = OperationId.FromTrusted("once");
        var twice = Ana.RunOf(Head.Start, Ana.Write(operation, Ana.Says("a", "1")), Ana.Write(operation, Ana.Says("a", "2")));

        Assert.Equal([RunOutcome.OperationKnown], await Journal.Commit([twice], Now));
        Assert.Null(await Journal.Load(Ana.Customer, Now));
    }

    [Fact]
    public async Task An_operation_is_found_whenever_it_was_committed()
    {
        var operation = OperationId.FromTrusted("find-me");
        var entry = Ana.Write(operation, Ana.Says("given_name", "Ana"));
        await Journal.Commit([Ana.RunOf(Head.Start, entry)], Now);
        await Journal.Commit([Ana.Run(3)], Now);

        var found = await Journal.FindOperation(Ana.Customer, Author.Crm, operation, Now);

        Assert.Equal(Bytes(entry), Bytes(found!));
        Assert.Null(await Journal.FindOperation(Ana.Customer, new PrincipalId("nhi:web"), operation, Now));
        Assert.Null(await Journal.FindOperation(CustomerId.New(), Author.Crm, operation, Now));
    }

    [Fact]
    public async Task A_run_of_an_epoch_that_is_over_is_not_written()
    {
        var policy = await Policies.Activate("v1", new string('a', 64), Author.Start, Now);

        Assert.Equal([RunOutcome.EpochOver], await Journal.Commit([Ana.Run()], Now));
        Assert.Null(await Journal.Load(Ana.Customer, Now));
        Assert.Equal([RunOutcome.Committed], await Journal.Commit([new Author(Ana.Customer, Ana.Key).Run() with { Epoch = policy.Epoch }], Now));
    }

    [Fact]
    public async Task A_run_with_a_gap_or_of_another_customer_is_refused()
    {
        var whole = Ana.Run(3);
        var stranger = new Author();

        var outcomes = await Journal.Commit(
            [whole with { Entries = [whole.Entries[0], whole.Entries[2]] }, stranger.Run() with { Customer = CustomerId.New() }], Now);

        Assert.Equal([RunOutcome.Refused, RunOutcome.Refused], outcomes);
        Assert.Null(await Journal.Load(Ana.Customer, Now));
    }

    [Fact]
    public async Task Fence_and_epoch_are_kept_with_the_head()
    {
        await Journal.Commit([Ana.Run(3) with { Fence = 2 }], Now);

        var stored = await Journal.Load(Ana.Customer, Now);
        Assert.Equal((2, 0), (stored!.Fence, stored.Epoch));
    }

    [Fact]
    public async Task Reading_begins_at_a_version_and_stops_at_a_limit()
    {
        await Journal.Commit([Ana.Run(10)], Now);

        Assert.Equal([4L, 5L, 6L], (await Journal.Read(Ana.Customer, 4, 3, Now)).Select(e => e.Version));
    }

    private protected static string Bytes(SealedEntry e) =>
        $"{e.Customer} {e.Version} {e.Principal} {e.Operation} {e.RecordedAt:O} "
        + string.Join(' ', new[] { e.Hash, e.Header, e.Body }.Select(b => Convert.ToHexString(b.Span)));

    private protected static string Bytes(StoredEntry e) =>
        Bytes(new SealedEntry(e.Customer, e.Version, e.Principal, e.Operation, e.RecordedAt, e.Hash, e.Header, e.Body));
}
