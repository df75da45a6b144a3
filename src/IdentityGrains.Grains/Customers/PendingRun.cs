using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Customers;

/// <summary>Entries of one customer that wait to become durable together, and those who wait for them.</summary>
internal sealed class PendingRun(Recorded start)
{
    private readonly Head _base = start.Head;
    private readonly List<SealedEntry> _entries = [];
    private readonly List<string> _changed = [];
    private readonly List<CustomerMessage> _messages = [];

    // Continuations must not run inside the writer's loop.
    private readonly TaskCompletionSource<bool> _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Lane? _dirty;

    /// <summary>The state that the next entry continues: what was there before plus the entries so far.</summary>
    public Recorded End { get; private set; } = start;

    /// <summary>When its first entry is recorded; null while it has none.</summary>
    public DateTimeOffset? Begins => _entries.Count > 0 ? _entries[0].RecordedAt : null;

    /// <summary>How many entries wait.</summary>
    public int Count => _entries.Count;

    /// <summary>True when it became durable, false when certainly nothing of it was written; faults when nobody knows.</summary>
    public Task<bool> WhenDurable => _durable.Task;

    /// <summary>
    /// As <see cref="WhenDurable"/>, for those who have no entry in it: when nobody knows what became of the run, they look again and know more.
    /// </summary>
    public async Task<bool> WhenOver(CancellationToken ct)
    {
        try
        {
            return await WhenDurable.WaitAsync(ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>One more entry, decided on <see cref="End"/>, and what it owes the customer.</summary>
    public void Add(SealedEntry entry, Recorded end, Effects effects, ImmutableArray<CustomerMessage> messages)
    {
        _entries.Add(entry);
        // In the order of happening: who hears of a grant and a withdrawal takes the latter for what holds.
        _changed.RemoveAll(c => effects.Changed.Contains(c));
        _changed.AddRange(effects.Changed);
        _messages.AddRange(messages);
        _dirty = effects.Lane is { } lane && (_dirty is null || lane < _dirty) ? lane : _dirty;
        End = end;
    }

    /// <summary>What the writer gets.</summary>
    public Run ToRun() => new(
        End.Customer.Id, _base, _entries, End.Epoch, End.Fence, string.Join(',', _changed), _dirty, End.DueAt) { Messages = _messages };

    public void Succeed() => _durable.TrySetResult(true);

    public void Discard() => _durable.TrySetResult(false);

    public void Doubt(Exception why)
    {
        _durable.TrySetException(why);

        // A run that nobody waits for may still fail; its fault was seen here.
        _ = _durable.Task.Exception;
    }
}
