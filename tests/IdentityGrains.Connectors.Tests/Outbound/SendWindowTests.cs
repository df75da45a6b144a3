using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Tests.Given;
using Microsoft.Extensions.Time.Testing;

namespace IdentityGrains.Connectors.Tests.Outbound;

public class SendWindowTests
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_leaves_after_a_permit_is_over()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var connector = Webhook.To(server.Url);
        using var window = SendWindow.Open(_time, _time.GetTimestamp(), FiveSeconds);
        _time.Advance(FiveSeconds + TimeSpan.FromTicks(1));

        Assert.Equal(new SendResult.Retry("permit_over", null) { TookNoEffect = true }, await connector.Send(Deliveries.Of(1), Ct));
        Assert.DoesNotContain(server.Requests, r => r.Contains("n1@x.test", StringComparison.Ordinal));
        Assert.False(window.WasLate);
    }

    [Fact]
    public async Task What_leaves_in_time_is_not_late()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var connector = Webhook.To(server.Url);
        using var window = SendWindow.Open(_time, _time.GetTimestamp(), FiveSeconds);

        Assert.IsType<SendResult.Acknowledged>(await connector.Send(Deliveries.Of(1), Ct));
        Assert.False(window.WasLate);
    }

    [Fact]
    public async Task A_process_that_stood_still_between_looking_and_sending_notices_afterwards()
    {
        using var window = SendWindow.Open(_time, _time.GetTimestamp(), FiveSeconds);
        using var content = new OnceContent(new byte[] { 1 });
        await using var wire = new SlowWire(() => _time.Advance(FiveSeconds * 2));

        await content.CopyToAsync(wire, Ct);

        Assert.True(window.WasLate);
    }

    [Fact]
    public async Task What_began_in_time_is_not_said_to_have_stayed_because_the_permit_is_over_when_it_is_repeated()
    {
        using var window = SendWindow.Open(_time, _time.GetTimestamp(), FiveSeconds);
        using var content = new OnceContent(new byte[] { 1 });
        await content.CopyToAsync(Stream.Null, Ct);
        _time.Advance(FiveSeconds * 2);

        var repeated = await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(Stream.Null, Ct));

        Assert.Equal(new Reply.Failed("reset", Started: true), Failure.Classify(repeated, content.Started));
    }

    private sealed class SlowWire(Action meanwhile) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            meanwhile();
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
