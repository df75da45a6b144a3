using System.Collections.Immutable;
using IdentityGrains.Client.Events;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Events;

namespace IdentityGrains.Gateway.Tests.Events;

/// <summary>Something happens all the time: every question is answered at once with a whole page.</summary>
internal sealed class EndlessEvents : IEventsGrain
{
    private const string Position = "cG9zaXRpb24";

    private static readonly ImmutableArray<EventLine> Lines =
    [
        .. Enumerable.Range(0, 1024).Select(i => new EventLine(
            new ToldEvent(CustomerId.New(), 1, i, "field.changed", "given_name", DateTimeOffset.UnixEpoch), Position)),
    ];

    private int _asked;

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>A whole page.</summary>
    public static EventsAnswer.Page Page { get; } = new("/identitygrains/test", Lines, Position, Position);

    /// <inheritdoc/>
    public Task<EventsAnswer> Next(Guid stream, string? after, CancellationToken ct = default)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult<EventsAnswer>(Page);
    }

    /// <inheritdoc/>
    public Task Leave(Guid stream, CancellationToken ct = default) => Task.CompletedTask;
}
