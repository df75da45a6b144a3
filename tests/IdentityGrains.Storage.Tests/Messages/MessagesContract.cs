using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Messages;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Messages;

/// <summary>What every store promises of messages to customers.</summary>
public abstract class MessagesContract
{
    private static readonly DateTimeOffset Later = Author.Start.AddHours(1);

    private readonly Author _ana = new();

    protected abstract IJournal Journal { get; }

    protected abstract IMessages Messages { get; }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_waits_from_its_entry_on()
    {
        var recorded = _ana.At;
        var message = Code("code-1");
        await Journal.Commit([_ana.Run() with { Messages = [message] }], Now);

        Assert.Empty(await Messages.Due(GroupOf(_ana), recorded.AddMicroseconds(-1), 10, Now));
        Assert.Equal([new MessageRow(_ana.Customer, message, 0, recorded)], await Messages.Due(GroupOf(_ana), recorded, 10, Now));
    }

    [Fact]
    public async Task A_run_that_loses_owes_nobody_anything()
    {
        await Journal.Commit([_ana.Run()], Now);
        var rival = new Author(_ana.Customer, _ana.Key).Run(2) with { Messages = [Code("code-1")] };
        var other = new Author();

        Assert.Equal(
            [RunOutcome.LostRace, RunOutcome.Committed], await Journal.Commit([rival, other.Run() with { Messages = [Code("code-2")] }], Now));
        Assert.DoesNotContain(await Due(_ana), r => r.Customer == _ana.Customer);
        Assert.Equal(["code-2"], (await Due(other)).Select(r => r.Message.Id));
    }

    [Fact]
    public async Task The_same_id_twice_is_one_message_and_keeps_its_attempts()
    {
        await Journal.Commit([_ana.Run() with { Messages = [Code("code-1"), Code("code-1")] }], Now);
        await Messages.Retry(_ana.Customer, "code-1", 1, Later, Now);
        await Journal.Commit([_ana.Run() with { Messages = [Code("code-1") with { Number = 7 }] }], Now);

        var row = Assert.Single(await Due(_ana));
        Assert.Equal((1, 1), (row.Attempts, row.Message.Number));
    }

    [Fact]
    public async Task The_same_id_of_another_customer_is_another_message()
    {
        var ben = new Author();
        await Journal.Commit([_ana.Run() with { Messages = [Code("code-1")] }, ben.Run() with { Messages = [Code("code-1")] }], Now);
        await Messages.Done(_ana.Customer, "code-1", Now);

        Assert.Equal([ben.Customer], (await Due(ben)).Select(r => r.Customer));
    }

    [Fact]
    public async Task The_longest_due_come_first_and_no_more_than_are_asked_for()
    {
        await Journal.Commit([_ana.Run() with { Messages = [Code("a"), Code("b"), Code("c")] }], Now);
        await Messages.Retry(_ana.Customer, "a", 1, Later.AddSeconds(2), Now);
        await Messages.Retry(_ana.Customer, "b", 1, Later.AddSeconds(1), Now);
        await Messages.Retry(_ana.Customer, "c", 1, Later.AddSeconds(3), Now);

        Assert.Equal(["b", "a", "c"], (await Due(_ana)).Select(r => r.Message.Id));
        Assert.Equal(["b"], (await Messages.Due(GroupOf(_ana), Later.AddSeconds(9), 1, Now)).Select(r => r.Message.Id));
        Assert.Equal(["b", "a"], (await Messages.Due(GroupOf(_ana), Later.AddSeconds(2), 9, Now)).Select(r => r.Message.Id));
    }

    [Fact]
    public async Task What_is_tried_again_waits_until_then()
    {
        await Journal.Commit([_ana.Run() with { Messages = [Code("code-1")] }], Now);
        await Messages.Retry(_ana.Customer, "code-1", 3, Later, Now);

        Assert.Empty(await Messages.Due(GroupOf(_ana), Later.AddMicroseconds(-1), 10, Now));
        Assert.Equal([(3, Later)], (await Messages.Due(GroupOf(_ana), Later, 10, Now)).Select(r => (r.Attempts, r.DueAt)));
    }

    [Fact]
    public async Task What_is_done_is_gone_and_is_not_tried_again()
    {
        await Journal.Commit([_ana.Run() with { Messages = [Code("code-1")] }], Now);
        await Messages.Done(_ana.Customer, "code-1", Now);
        await Messages.Done(_ana.Customer, "code-1", Now);
        await Messages.Retry(_ana.Customer, "code-1", 1, Author.Start, Now);

        Assert.Empty(await Due(_ana));
    }

    [Fact]
    public async Task A_message_is_its_customers_groups_alone()
    {
        await Journal.Commit([_ana.Run() with { Messages = [Code("code-1")] }], Now);

        for (var group = 0; group < Slots.Groups; group++)
        {
            Assert.Equal(group == GroupOf(_ana), (await Messages.Due(group, DateTimeOffset.MaxValue.InMicroseconds(), 10, Now)).Count == 1);
        }
    }

    private Task<IReadOnlyList<MessageRow>> Due(Author of) => Messages.Due(GroupOf(of), Later.AddDays(1), 100, Now);

    private static int GroupOf(Author of) => Slots.GroupOf(of.Customer.Slot);

    private static CustomerMessage Code(string id) => new(
        id, MessageKind.Code, new VerificationId(new FieldName("email"), 12), 1, new ClaimId(12, 3), Later.AddMinutes(15));
}
