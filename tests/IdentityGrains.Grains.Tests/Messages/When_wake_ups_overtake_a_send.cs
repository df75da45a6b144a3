using IdentityGrains.Connectors.Messages;
using IdentityGrains.Grains.Messages;
using IdentityGrains.Grains.Tests.Given;

namespace IdentityGrains.Grains.Tests.Messages;

/// <summary>The gateway is slow, and the messenger is woken again and again meanwhile.</summary>
public sealed class When_wake_ups_overtake_a_send
{
    private readonly Gateway _gateway = new();

    [Fact]
    public async Task A_message_under_way_is_not_sent_a_second_time()
    {
        await using var room = Mailroom.Open(_gateway);
        var (handed, gate) = (Source(), Source());
        _gateway.Answer = async _ =>
        {
            handed.TrySetResult();
            await gate.Task;
            return new MessageEnd.Sent();
        };
        await room.Owe("m-1");
        await room.Wake();
        await handed.Task;
        var read = Source();
        room.Messages.AfterDue = () =>
        {
            read.TrySetResult();
            return Task.CompletedTask;
        };
        await room.Wake();
        await read.Task;
        gate.SetResult();

        Assert.Equal("m-1 done", await room.Messages.Step());
        Assert.Single(_gateway.Handed);
    }

    [Fact]
    public async Task A_message_that_ends_while_the_rows_are_read_is_not_sent_a_second_time()
    {
        await using var room = Mailroom.Open(_gateway);
        var (handed, gate, read, end) = (Source(), Source(), Source(), Source());
        _gateway.Answer = async _ =>
        {
            handed.TrySetResult();
            await gate.Task;
            return new MessageEnd.Sent();
        };
        await room.Owe("m-1");
        await room.Wake();
        await handed.Task;
        room.Messages.AfterDue = () =>
        {
            read.TrySetResult();
            return end.Task;
        };

        // The row is read as due, then its send ends, and only then the answer of the read is looked at.
        await room.Wake();
        await read.Task;
        gate.SetResult();
        Assert.Equal("m-1 done", await room.Messages.Step());
        await room.InTurn(() => end.SetResult());
        await room.Owe("m-2");
        await room.Wake();

        Assert.Equal("m-2 done", await room.Messages.Step());
        Assert.Equal(2, _gateway.Handed.Count);
    }

    [Fact]
    public async Task No_more_are_under_way_than_the_limit_and_all_go_out()
    {
        await using var room = Mailroom.Open(_gateway);
        var (handed, gate) = (Source(), Source());
        _gateway.Answer = async _ =>
        {
            if (_gateway.Handed.Count == MessageRounds.SendsAtOnce)
            {
                handed.TrySetResult();
            }

            await gate.Task;
            return new MessageEnd.Sent();
        };
        var all = Enumerable.Range(1, 3 * MessageRounds.SendsAtOnce).Select(n => $"m-{n:00}").ToArray();
        await room.Owe(all);
        await room.Wake();
        await handed.Task;
        await room.Wake();
        gate.SetResult();
        var ended = new List<string>();
        while (ended.Count < all.Length)
        {
            ended.Add(await room.Messages.Step());
        }

        Assert.Equal(all.Select(id => $"{id} done"), ended.Order(StringComparer.Ordinal));
        Assert.Equal((MessageRounds.SendsAtOnce, all.Length), (_gateway.MostAtOnce, _gateway.Handed.Count));
    }

    [Fact]
    public async Task A_message_whose_end_was_not_written_down_goes_out_again_under_the_same_id()
    {
        await using var room = Mailroom.Open(_gateway);
        room.Messages.BeforeDone = () =>
        {
            room.Messages.BeforeDone = () => Task.CompletedTask;
            throw new IOException("the disk is full");
        };
        await room.Owe("m-1", "m-2");
        await room.Wake();
        await room.Messages.Step();
        room.Time.Advance(TimeSpan.FromSeconds(5));
        await room.Wake();
        await room.Messages.Step();

        Assert.Equal((3, 2), (_gateway.Handed.Count, _gateway.Handed.DistinctBy(m => m.Id).Count()));
    }

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
