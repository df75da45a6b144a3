using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Messages;

namespace IdentityGrains.Grains.Messages;

/// <summary>What became of an attempt at a message; the words are those of the metric.</summary>
internal enum MessageOutcome
{
    /// <summary>The gateway has it.</summary>
    Sent = 1,

    /// <summary>What it was about is over, or another took its place: not sent.</summary>
    Superseded = 2,

    /// <summary>Its time was over: not sent.</summary>
    Expired = 3,

    /// <summary>The gateway refuses it for good.</summary>
    Refused = 4,

    /// <summary>It is tried again.</summary>
    Retried = 5,
}

/// <summary>
/// One message, one attempt: what is over is not sent; what it says is made at this moment; the row goes when the gateway has it, so a crash before that
/// sends it again under the same id. Without a port messages wait until they are over.
/// </summary>
internal sealed partial class MessageSender(
    Func<MessageRow, CancellationToken, Task<ComposedMessage?>> compose, IMessagePort? port, IMessages messages, IStoreClock clock,
    Instruments instruments, ILogger logger)
{
    private const int IdBytes = 16;

    /// <summary>False for a message that can only wait.</summary>
    public bool Takes(MessageRow row) => port is not null || IsOver(row);

    /// <summary>Brings a row one attempt further.</summary>
    public async Task Send(MessageRow row, CancellationToken ct)
    {
        if (IsOver(row))
        {
            await End(row, MessageOutcome.Expired, ct);
        }
        else if (port is not null)
        {
            await (await compose(row, ct) is { } composed
                ? Answered(row, await port.Send(composed with { Id = IdOf(row) }, ct), ct)
                : End(row, MessageOutcome.Superseded, ct));
        }
    }

    // Among one customer's messages a message has a name of its own; a gateway tells all customers' apart by one.
    internal static string IdOf(MessageRow row) =>
        "msg_" + Convert.ToHexStringLower(SHA256.HashData([.. row.Customer.ToBytes(), .. Encoding.UTF8.GetBytes(row.Message.Id)]).AsSpan(0, IdBytes));

    private async Task Answered(MessageRow row, MessageEnd end, CancellationToken ct)
    {
        switch (end)
        {
            case MessageEnd.Sent:
                await End(row, MessageOutcome.Sent, ct);
                break;
            case MessageEnd.Refused refused:
                MessageRefused(logger, row.Customer, row.Message.Id, refused.Why);
                await End(row, MessageOutcome.Refused, ct);
                break;
            case MessageEnd.Retry retry:
                instruments.OnMessage(row.Message.Kind, MessageOutcome.Retried);
                await messages.Retry(row.Customer, row.Message.Id, row.Attempts + 1, NextAttempt(row, retry), ct);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private async Task End(MessageRow row, MessageOutcome outcome, CancellationToken ct)
    {
        instruments.OnMessage(row.Message.Kind, outcome);
        await messages.Done(row.Customer, row.Message.Id, ct);
    }

    // Due again when it is over at the latest: then its row goes.
    private DateTimeOffset NextAttempt(MessageRow row, MessageEnd.Retry retry)
    {
        var next = (clock.Now + (retry.After ?? Backoff.After(row.Attempts + 1, row.Customer.ToBytes()))).InMicroseconds();
        return next < row.Message.ExpiresAt ? next : row.Message.ExpiresAt;
    }

    private bool IsOver(MessageRow row) => clock.Now >= row.Message.ExpiresAt;

    [LoggerMessage(2703, LogLevel.Warning, "Customer {Customer}, message {Message}: the gateway refuses it, {Why}")]
    private static partial void MessageRefused(ILogger logger, CustomerId customer, string message, string why);
}
