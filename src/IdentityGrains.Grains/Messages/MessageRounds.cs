using IdentityGrains.Grains.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Messages;

namespace IdentityGrains.Grains.Messages;

/// <summary>
/// Works off one slot group's messages, the longest due first, and sends none twice at once. Not thread-safe: it lives on a grain's scheduler.
/// </summary>
internal sealed partial class MessageRounds
{
    /// <summary>How many messages of one group are under way at once.</summary>
    public const int SendsAtOnce = 8;

    private readonly int _group;
    private readonly IMessages _messages;
    private readonly MessageSender _sender;
    private readonly IStoreClock _clock;
    private readonly ILogger _logger;
    private readonly Pump _pump;
    private readonly HashSet<(CustomerId Customer, string Id)> _inFlight = [];
    private readonly Aside<(CustomerId Customer, string Id)> _aside = new();

    /// <summary>Begins asleep.</summary>
    public MessageRounds(int group, IMessages messages, MessageSender sender, IStoreClock clock, ILogger logger)
    {
        (_group, _messages, _sender, _clock, _logger) = (group, messages, sender, clock, logger);
        _pump = new Pump(Round);
    }

    /// <summary>Asks for a round and returns at once.</summary>
    public void Wake() => _pump.Wake();

    private async Task<bool> Round()
    {
        try
        {
            var now = _clock.Now;
            _aside.Return(now);

            // Taken before the store is read: what ends meanwhile is still in the answer, and would be sent once more.
            var busy = _inFlight.ToHashSet();
            if (busy.Count == SendsAtOnce)
            {
                return false;
            }

            var due = await _messages.Due(_group, now, SendsAtOnce + _aside.Count, CancellationToken.None);
            foreach (var row in due.Where(r => !busy.Contains(KeyOf(r)) && !_aside.Has(KeyOf(r)) && _sender.Takes(r)).Take(SendsAtOnce - busy.Count))
            {
                _inFlight.Add(KeyOf(row));
                _ = SendOrLeave(row);
            }
        }
        catch (Exception why)
        {
            RoundFailed(_logger, _group, why.GetType().Name);
        }

        return false;
    }

    // Each one that ends makes room and wakes the pump, so a slow answer holds nobody else up.
    private async Task SendOrLeave(MessageRow row)
    {
        try
        {
            await _sender.Send(row, CancellationToken.None);
        }
        catch (Exception why)
        {
            NotSent(_logger, row.Customer, row.Message.Id, why.GetType().Name);
            _aside.Leave(KeyOf(row), _clock.Now);
        }
        finally
        {
            _inFlight.Remove(KeyOf(row));
            _pump.Wake();
        }
    }

    private static (CustomerId Customer, string Id) KeyOf(MessageRow row) => (row.Customer, row.Message.Id);

    [LoggerMessage(2701, LogLevel.Warning, "Messenger {Group}: a round failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, int group, string fault);

    [LoggerMessage(2702, LogLevel.Warning, "Customer {Customer}, message {Message}: it could not be carried on and will be, {Fault}")]
    private static partial void NotSent(ILogger logger, CustomerId customer, string message, string fault);
}
