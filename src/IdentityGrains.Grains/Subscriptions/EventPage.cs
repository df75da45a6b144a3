using System.Buffers;
using IdentityGrains.Connectors.Subscriptions;
using IdentityGrains.Domain.Events;
using IdentityGrains.Formats.Events;
using IdentityGrains.Grains.Events;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Subscriptions;

/// <summary>
/// A part of the feed on its way to one receiver: each customer's events one after the other, several customers at once. It remembers what the receiver took,
/// so that a failure in the middle repeats nothing as long as this process lives.
/// </summary>
internal sealed class EventPage(IReadOnlyList<FeedRow> rows, ImmutableArray<string> types)
{
    /// <summary>How many events of one subscription are under way at once.</summary>
    public const int SendsAtOnce = 8;

    private readonly Queue<ToldEvent>[] _customers =
    [
        .. rows.SelectMany(r => EventDesk.Of(r)).Where(e => types.IsEmpty || types.Contains(e.Type))
            .GroupBy(e => e.Customer).Select(g => new Queue<ToldEvent>(g)),
    ];

    /// <summary>Where the page ends.</summary>
    public long End => rows[^1].Position;

    /// <summary>True when the receiver took everything.</summary>
    public bool IsTaken => Array.TrueForAll(_customers, c => c.Count == 0);

    /// <summary>Up to which row the receiver took everything; null when not even the first.</summary>
    public long? Taken
    {
        get
        {
            var open = _customers.Where(c => c.Count > 0).Select(c => (c.Peek().Customer, c.Peek().Version)).ToHashSet();
            var whole = rows.TakeWhile(r => !open.Contains((r.Customer, r.Version))).LastOrDefault();
            return whole?.Position;
        }
    }

    /// <summary>
    /// Posts what the receiver has not taken; the first end that is none of taking stops all others before their next event. A receiver that failed before is
    /// tried with one event alone.
    /// </summary>
    public async Task<EventEnd> Post(EventReceiver receiver, string source, bool alone, CancellationToken ct)
    {
        EventEnd end = new EventEnd.Taken();
        using var places = new SemaphoreSlim(SendsAtOnce);
        var open = _customers.Where(c => c.Count > 0);
        await Task.WhenAll((alone ? open.Take(1) : open).Select(Tell));
        return end;

        async Task Tell(Queue<ToldEvent> customer)
        {
            await places.WaitAsync(ct);
            try
            {
                while (customer.Count > 0 && end is EventEnd.Taken)
                {
                    var happened = customer.Peek();
                    var told = await receiver.Send(happened.Name, Body(source, happened), CloudEventJson.MediaType, ct);
                    if (told is not EventEnd.Taken)
                    {
                        end = end is EventEnd.Gone ? end : told;
                        return;
                    }

                    customer.Dequeue();
                    if (alone)
                    {
                        return;
                    }
                }
            }
            finally
            {
                places.Release();
            }
        }
    }

    private static byte[] Body(string source, ToldEvent happened)
    {
        var body = new ArrayBufferWriter<byte>(512);
        CloudEventJson.Write(body, source, happened);
        return body.WrittenSpan.ToArray();
    }
}
