using IdentityGrains.Cli.Api;

namespace IdentityGrains.Cli.Import;

/// <summary>What became of one line.</summary>
/// <param name="Number">Which line.</param>
/// <param name="Done">What is in the record now, in the order in which it was played.</param>
/// <param name="Refused">What was refused.</param>
/// <param name="Skipped">Why it was left out; null when it was not.</param>
internal sealed record LineReport(long Number, ImmutableArray<Done> Done, ImmutableArray<RefusedLine> Refused, string? Skipped = null)
{
    /// <summary>There is no inbox to look into.</summary>
    public const string NoInbox = "no-inbox";

    /// <summary>No message came to the address.</summary>
    public const string NoMessage = "no-message";
}

/// <summary>A line that was left out.</summary>
/// <param name="Line">Which line.</param>
/// <param name="Why">Why.</param>
internal sealed record SkippedLine(long Line, string Why);

/// <summary>One act that is done with.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Replayed">True when the record had it already.</param>
/// <param name="Fields">What became of each asserted field.</param>
internal sealed record Done(DoneKind Kind, bool Replayed, ImmutableArray<FieldOutcome> Fields);

/// <summary>What an act did.</summary>
internal enum DoneKind
{
    /// <summary>A customer's record began.</summary>
    Created = 1,

    /// <summary>A key was attached to a customer.</summary>
    Linked = 2,

    /// <summary>The key was known before.</summary>
    KnownKey = 3,

    /// <summary>The key that the line links to is not known.</summary>
    UnknownLink = 4,

    /// <summary>Fields were asserted.</summary>
    Asserted = 5,

    /// <summary>A consent was granted.</summary>
    Granted = 6,

    /// <summary>A consent was withdrawn.</summary>
    Withdrawn = 7,

    /// <summary>Processing was restricted, or released.</summary>
    Restricted = 8,

    /// <summary>A contact point was confirmed.</summary>
    Confirmed = 9,

    /// <summary>A code was asked for.</summary>
    CodeRequested = 10,

    /// <summary>A change was stopped or undone.</summary>
    Cancelled = 11,

    /// <summary>A contact point was reported as out of reach.</summary>
    Doubted = 12,

    /// <summary>A privacy signal was heard.</summary>
    Signalled = 13,
}

/// <summary>Why a line, or a part of it, was refused. Never a value.</summary>
/// <param name="Line">Which line.</param>
/// <param name="Problem">The problem's slug.</param>
/// <param name="Title">The problem in a sentence.</param>
/// <param name="Errors">The places that are wrong.</param>
internal sealed record RefusedLine(long Line, string Problem, string Title, ImmutableArray<PlaceError> Errors);
