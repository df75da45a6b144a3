using IdentityGrains.Connectors.Messages;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Grains.Messages;
using IdentityGrains.Grains.Tests.Given;

namespace IdentityGrains.Grains.Tests.Messages;

public sealed class MessageRoundsTests
{
    private readonly Gateway _gateway = new();

    [Fact]
    public async Task What_an_entry_owes_is_sent_and_then_gone()
    {
        await using var room = Mailroom.Open(_gateway);
        await room.Owe("m-1", "m-2");
        await room.Wake();

        Assert.Equal(["m-1 done", "m-2 done"], new[] { await room.Messages.Step(), await room.Messages.Step() }.Order(StringComparer.Ordinal));
        Assert.Equal((2, 2), (_gateway.Handed.Count, room.Counted(MessageOutcome.Sent)));
        Assert.Empty(await room.Waiting());
    }

    [Fact]
    public async Task What_the_gateway_has_not_got_is_sent_again_later_under_the_same_id()
    {
        await using var room = Mailroom.Open(_gateway);
        _gateway.Answer = _ => Task.FromResult<MessageEnd>(new MessageEnd.Retry("http_503", null));
        await room.Owe("m-1");
        await room.Wake();
        Assert.Equal("m-1 retry", await room.Messages.Step());
        Assert.Equal(1, Assert.Single(await room.Waiting()).Attempts);

        _gateway.Answer = _ => Task.FromResult<MessageEnd>(new MessageEnd.Sent());
        room.Time.Advance(TimeSpan.FromSeconds(1));
        await room.Wake();

        Assert.Equal("m-1 done", await room.Messages.Step());
        Assert.Single(_gateway.Handed.Select(m => m.Id).Distinct());
        Assert.Equal((1, 2), (room.Counted(MessageOutcome.Retried), _gateway.Handed.Count));
    }

    [Fact]
    public async Task A_pause_that_the_gateway_asks_for_is_kept_and_ends_with_the_message()
    {
        await using var room = Mailroom.Open(_gateway);
        _gateway.Answer = m => Task.FromResult<MessageEnd>(new MessageEnd.Retry("http_429", TimeSpan.FromMinutes(_gateway.Handed.Count == 1 ? 2 : 60)));
        await room.Owe("m-1");
        var owed = Assert.Single(await room.Waiting());
        await room.Wake();
        await room.Messages.Step();
        Assert.InRange(Assert.Single(await room.Waiting()).DueAt - owed.DueAt, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5));

        room.Time.Advance(TimeSpan.FromMinutes(6));
        await room.Wake();
        await room.Messages.Step();
        Assert.Equal(owed.Message.ExpiresAt, Assert.Single(await room.Waiting()).DueAt);
    }

    [Fact]
    public async Task What_the_gateway_refuses_is_not_sent_again()
    {
        await using var room = Mailroom.Open(_gateway);
        _gateway.Answer = _ => Task.FromResult<MessageEnd>(new MessageEnd.Refused("http_422"));
        await room.Owe("m-1");
        await room.Wake();

        Assert.Equal("m-1 done", await room.Messages.Step());
        Assert.Equal((1, 1), (_gateway.Handed.Count, room.Counted(MessageOutcome.Refused)));
        Assert.Empty(await room.Waiting());
    }

    [Fact]
    public async Task What_another_message_took_the_place_of_is_not_sent()
    {
        await using var room = Mailroom.Open(_gateway);
        room.Compose = _ => Task.FromResult<ComposedMessage?>(null);
        await room.Owe("m-1");
        await room.Wake();

        Assert.Equal("m-1 done", await room.Messages.Step());
        Assert.Equal((0, 1), (_gateway.Handed.Count, room.Counted(MessageOutcome.Superseded)));
    }

    [Fact]
    public async Task What_is_over_is_neither_asked_for_nor_sent()
    {
        await using var room = Mailroom.Open(_gateway);
        room.Compose = _ => throw new InvalidOperationException("nobody asks");
        await room.Owe("m-1");
        room.Time.Advance(TimeSpan.FromMinutes(15));
        await room.Wake();

        Assert.Equal("m-1 done", await room.Messages.Step());
        Assert.Equal((0, 1), (_gateway.Handed.Count, room.Counted(MessageOutcome.Expired)));
    }

    [Fact]
    public async Task Without_a_port_messages_wait_until_they_are_over()
    {
        await using var room = Mailroom.Open(port: null);
        await room.Owe("m-1");
        room.Time.Advance(TimeSpan.FromMinutes(10));
        await room.Wake();
        await room.Owe("m-2");
        room.Time.Advance(TimeSpan.FromMinutes(5));
        await room.Wake();

        Assert.Equal("m-1 done", await room.Messages.Step());
        Assert.Equal("m-2", Assert.Single(await room.Waiting()).Message.Id);
    }

    [Fact]
    public async Task One_message_that_cannot_be_made_holds_no_other_up_and_comes_back()
    {
        await using var room = Mailroom.Open(_gateway);
        room.Compose = row => row.Message.Id == "bad"
            ? throw new InvalidOperationException("not now")
            : Task.FromResult<ComposedMessage?>(Mailroom.Composed(row));
        await room.Owe("bad", "good");
        await room.Wake();
        Assert.Equal("good done", await room.Messages.Step());

        room.Compose = row => Task.FromResult<ComposedMessage?>(Mailroom.Composed(row));
        room.Time.Advance(TimeSpan.FromSeconds(5));
        await room.Wake();
        Assert.Equal("bad done", await room.Messages.Step());
    }

    [Fact]
    public async Task Two_customers_messages_of_one_name_have_two_ids_outside()
    {
        await using var room = Mailroom.Open(_gateway);
        await room.Owe("m-1");
        var ana = Assert.Single(await room.Waiting());

        Assert.StartsWith("msg_", MessageSender.IdOf(ana), StringComparison.Ordinal);
        Assert.NotEqual(MessageSender.IdOf(ana), MessageSender.IdOf(ana with { Customer = CustomerId.New() }));
    }
}
