using IdentityGrains.Client.Events;
using IdentityGrains.Domain.Events;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.Options;

namespace IdentityGrains.Grains.Events;

/// <summary>Makes events of the feed's rows, and cursors of its positions.</summary>
internal sealed class EventDesk(EventTail tail, EventCursors cursors, IOptions<TrustOptions> trust)
{
    /// <summary>How many events one answer has at most, unless one row alone has more.</summary>
    public const int EventsPerPage = 1024;

    private const string SourcePrefix = "/identitygrains/";

    /// <summary>Whose events they are: the deployment's environment.</summary>
    public string Source { get; } = SourcePrefix + trust.Value.Environment;

    /// <summary>Rows after a position as an answer; expired when some of them are not kept any more.</summary>
    public async Task<EventsAnswer> Next(EventPosition after, TimeSpan patience, CancellationToken ct)
    {
        var page = await tail.After(after.Row, patience, ct);
        return page.Trimmed > after.Row ? new EventsAnswer.CursorExpired() : Page(after, page.Rows);
    }

    /// <summary>The position of a cursor, or of now; otherwise the answer that says why there is none.</summary>
    public async Task<(EventPosition Position, EventsAnswer? Fault)> Find(string? cursor, CancellationToken ct)
    {
        if (cursor is null)
        {
            return (await tail.Now(ct), null);
        }

        return cursors.Read(cursor) is not { } position ? (default, new EventsAnswer.CursorInvalid())
            : await tail.Holds(position, ct) ? (position, null)
            : (default, new EventsAnswer.CursorExpired());
    }

    /// <summary>A row's events.</summary>
    public static ImmutableArray<ToldEvent> Of(FeedRow row) => ToldEvent.Of(row.Customer, row.Version, row.At, row.Changed);

    private EventsAnswer.Page Page(EventPosition after, IReadOnlyList<FeedRow> rows)
    {
        var lines = ImmutableArray.CreateBuilder<EventLine>();
        var from = cursors.Write(after);
        var cursor = from;
        foreach (var row in rows)
        {
            var events = Of(row);
            if (lines.Count > 0 && lines.Count + events.Length > EventsPerPage)
            {
                break;
            }

            // Whoever leaves in the middle of a row is told all of it again: twice is allowed, never is not.
            lines.AddRange(events[..^1].Select(e => new EventLine(e, cursor)));
            cursor = cursors.Write(EventPosition.After(row));
            lines.Add(new EventLine(events[^1], cursor));
        }

        return new EventsAnswer.Page(Source, lines.DrainToImmutable(), from, cursor);
    }
}
