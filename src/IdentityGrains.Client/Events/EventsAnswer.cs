using IdentityGrains.Domain.Events;
using Orleans;

namespace IdentityGrains.Client.Events;

/// <summary>What came of asking for events.</summary>
[GenerateSerializer, Immutable, Alias("events-answer")]
public abstract record EventsAnswer
{
    private protected EventsAnswer()
    {
    }

    /// <summary>Events, in order; none when nothing happened.</summary>
    /// <param name="Source">Whose events they are: the deployment.</param>
    /// <param name="Lines">The events.</param>
    /// <param name="From">The position that they come after.</param>
    /// <param name="Position">Where to ask on from.</param>
    [GenerateSerializer, Immutable, Alias("events-answer-page")]
    public sealed record Page(
        [property: Id(0)] string Source, [property: Id(1)] ImmutableArray<EventLine> Lines, [property: Id(2)] string From, [property: Id(3)] string Position)
        : EventsAnswer
    {
        /// <summary>That there are events, not which.</summary>
        public override string ToString() => "[events]";
    }

    /// <summary>The caller is told of nothing.</summary>
    [GenerateSerializer, Immutable, Alias("events-answer-not-allowed")]
    public sealed record NotAllowed : EventsAnswer;

    /// <summary>That was never a position of this deployment.</summary>
    [GenerateSerializer, Immutable, Alias("events-answer-cursor-invalid")]
    public sealed record CursorInvalid : EventsAnswer;

    /// <summary>Events after that position are not kept any more, or the record was restored since: what is missed can only be read where it stands.</summary>
    [GenerateSerializer, Immutable, Alias("events-answer-cursor-expired")]
    public sealed record CursorExpired : EventsAnswer;

    /// <summary>The caller has as many streams as one may have.</summary>
    [GenerateSerializer, Immutable, Alias("events-answer-too-many-streams")]
    public sealed record TooManyStreams : EventsAnswer;
}

/// <summary>One event, and where to ask on from after it.</summary>
/// <param name="Happened">The event.</param>
/// <param name="Position">Where to ask on from. Of what was recorded together only the last event's is after it; the others would be told again.</param>
[GenerateSerializer, Immutable, Alias("event-line")]
public sealed record EventLine([property: Id(0)] ToldEvent Happened, [property: Id(1)] string Position)
{
    /// <summary>Which event.</summary>
    public override string ToString() => Happened.ToString();
}
