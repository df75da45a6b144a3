using IdentityGrains.Domain.Messages;
using IdentityGrains.Storage.Messages;

namespace IdentityGrains.Storage.Tests.Messages;

/// <summary>Messages in memory: a second implementation, held to the first one's contract.</summary>
internal sealed class MemoryMessages : IMessages
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(CustomerId Customer, string Id), MessageRow> _rows = [];

    public void Add(CustomerId customer, CustomerMessage message, DateTimeOffset due)
    {
        lock (_lock)
        {
            _rows.TryAdd((customer, message.Id), new MessageRow(customer, message, 0, due));
        }
    }

    public Task<IReadOnlyList<MessageRow>> Due(int group, DateTimeOffset now, int limit, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<MessageRow>>(
                [.. _rows.Values.Where(r => Slots.GroupOf(r.Customer.Slot) == group && r.DueAt <= now).OrderBy(r => r.DueAt).Take(limit)]);
        }
    }

    public Task Retry(CustomerId customer, string id, int attempts, DateTimeOffset nextDue, CancellationToken ct)
    {
        lock (_lock)
        {
            if (_rows.TryGetValue((customer, id), out var row))
            {
                _rows[(customer, id)] = row with { Attempts = attempts, DueAt = nextDue };
            }
        }

        return Task.CompletedTask;
    }

    public Task Done(CustomerId customer, string id, CancellationToken ct)
    {
        lock (_lock)
        {
            _rows.Remove((customer, id));
        }

        return Task.CompletedTask;
    }
}
