using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Exceptions;
using Orleans;

namespace IdentityGrains.Client.Exceptions;

/// <summary>Which exceptions are asked for; null is any.</summary>
/// <param name="Standing">True for those that are not over.</param>
/// <param name="State">Where they stand.</param>
/// <param name="Kind">The policy's word.</param>
/// <param name="Platform">Where.</param>
/// <param name="Assignee">Who has to look at them.</param>
/// <param name="Customer">Whose.</param>
/// <param name="After">Where the page before ended; null begins.</param>
[GenerateSerializer, Immutable, Alias("exception-question")]
public sealed record ExceptionQuestion(
    [property: Id(0)] bool Standing, [property: Id(1)] ExceptionState? State = null, [property: Id(2)] string? Kind = null,
    [property: Id(3)] PlatformName? Platform = null, [property: Id(4)] string? Assignee = null, [property: Id(5)] CustomerId? Customer = null,
    [property: Id(6)] ExceptionCursor? After = null)
{
    /// <summary>Nothing of what is asked for.</summary>
    public override string ToString() => nameof(ExceptionQuestion);
}

/// <summary>A place in the list of exceptions.</summary>
/// <param name="OpenedAt">When the last one told was opened.</param>
/// <param name="Id">Its name.</param>
[GenerateSerializer, Immutable, Alias("exception-cursor")]
public sealed record ExceptionCursor([property: Id(0)] DateTimeOffset OpenedAt, [property: Id(1)] string Id);

/// <summary>A page of exceptions.</summary>
/// <param name="Lines">The exceptions.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("exception-page")]
public sealed record ExceptionPage([property: Id(0)] ImmutableArray<ExceptionLine> Lines, [property: Id(1)] ExceptionCursor? Next);

/// <summary>One typed deviation.</summary>
/// <param name="Id"><c>exc_</c> and 32 hexadecimal digits.</param>
/// <param name="Kind">The policy's word.</param>
/// <param name="Platform">Where; null when it follows from a customer's claims.</param>
/// <param name="Customer">Whose; null when it is about the platform as a whole.</param>
/// <param name="Why">A stable word.</param>
/// <param name="Severity">As the policy said when it was opened.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="Life">Where it stands, and whose it is.</param>
/// <param name="Overdue">True when its time is over and it is not.</param>
/// <param name="Follows">The one before it, which somebody ended while the cause stood; null when there is none.</param>
/// <param name="Field">Of which field the claims are that it follows from; null when it follows from none.</param>
/// <param name="Source">Whose claims they are; null when it is about no single source.</param>
[GenerateSerializer, Immutable, Alias("exception-line")]
public sealed record ExceptionLine(
    [property: Id(0)] string Id, [property: Id(1)] string Kind, [property: Id(2)] PlatformName? Platform, [property: Id(3)] CustomerId? Customer,
    [property: Id(4)] string Why, [property: Id(5)] string Severity, [property: Id(6)] DateTimeOffset OpenedAt, [property: Id(7)] ExceptionLife Life,
    [property: Id(8)] bool Overdue, [property: Id(9)] string? Follows, [property: Id(10)] FieldName? Field, [property: Id(11)] SourceName? Source)
{
    /// <summary>Its name.</summary>
    public override string ToString() => Id;
}

/// <summary>One exception and what became of it.</summary>
/// <param name="Line">As it is.</param>
/// <param name="Steps">What became of it, from its beginning.</param>
[GenerateSerializer, Immutable, Alias("exception-story")]
public sealed record ExceptionStory([property: Id(0)] ExceptionLine Line, [property: Id(1)] ImmutableArray<ExceptionStepLine> Steps)
{
    /// <summary>Its name.</summary>
    public override string ToString() => Line.Id;
}

/// <summary>One step of an exception's life.</summary>
/// <param name="At">When.</param>
/// <param name="State">Where it stood then.</param>
/// <param name="By">Who did it; null for the cause itself.</param>
/// <param name="Word">What was said with it; null when nothing was.</param>
[GenerateSerializer, Immutable, Alias("exception-step-line")]
public sealed record ExceptionStepLine(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] ExceptionState State, [property: Id(2)] PrincipalId? By, [property: Id(3)] string? Word)
{
    /// <summary>Where it stood, and nothing that was said.</summary>
    public override string ToString() => Words.Of(State);
}

/// <summary>What came of doing something about an exception.</summary>
[GenerateSerializer, Immutable, Alias("exception-answer")]
public abstract record ExceptionAnswer
{
    private protected ExceptionAnswer()
    {
    }

    /// <summary>It is as it was asked for, now or before.</summary>
    /// <param name="Line">The exception since.</param>
    [GenerateSerializer, Immutable, Alias("exception-answer-done")]
    public sealed record Done([property: Id(0)] ExceptionLine Line) : ExceptionAnswer;

    /// <summary>There is none of that id.</summary>
    [GenerateSerializer, Immutable, Alias("exception-answer-no-exception")]
    public sealed record NoException : ExceptionAnswer;

    /// <summary>The caller may not.</summary>
    /// <param name="Why">Why.</param>
    [GenerateSerializer, Immutable, Alias("exception-answer-refused")]
    public sealed record Refused([property: Id(0)] ExceptionRefusal Why) : ExceptionAnswer;

    /// <summary>It moved again and again while it was decided.</summary>
    [GenerateSerializer, Immutable, Alias("exception-answer-busy")]
    public sealed record Busy : ExceptionAnswer;
}
