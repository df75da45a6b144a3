using System.Collections.Immutable;

namespace IdentityGrains.Connectors.Reading;

/// <summary>Tells which customers changed at a platform, by its own change feed.</summary>
public interface IChangeFeed
{
    /// <summary>One page of customers that changed there. A change may be told twice and is never left out. It never throws for what a platform does.</summary>
    /// <param name="cursor">Where the page before ended; null begins.</param>
    /// <param name="since">From when on, by the platform's clock, if it begins.</param>
    /// <param name="ct">An <see cref="OperationCanceledException"/>.</param>
    Task<ChangeAnswer> Changed(string? cursor, DateTimeOffset since, CancellationToken ct);
}

/// <summary>What came of asking for changes.</summary>
public abstract record ChangeAnswer
{
    private ChangeAnswer()
    {
    }

    /// <summary>What a reading that failed means for a feed.</summary>
    public static ChangeAnswer Of(ReadAnswer failed) => failed switch
    {
        ReadAnswer.NotNow later => new NotNow(later.Why, later.After),
        ReadAnswer.Refused refused => new Refused(refused.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Keys of customers that changed, and where the next page begins.</summary>
    /// <param name="Keys">The platform's keys; one may stand here twice.</param>
    /// <param name="Cursor">Where the next page, or the next reconciliation, begins.</param>
    /// <param name="More">True when there is another page now.</param>
    public sealed record Page(ImmutableArray<string> Keys, string Cursor, bool More) : ChangeAnswer;

    /// <summary>Not now.</summary>
    /// <param name="Why">A stable word.</param>
    /// <param name="After">How long the platform asks us to wait; null when it does not say. Already clamped.</param>
    public sealed record NotNow(string Why, TimeSpan? After) : ChangeAnswer;

    /// <summary>The cursor is too old, or the platform refuses: only looking at everybody helps.</summary>
    /// <param name="Why">A stable word.</param>
    public sealed record Refused(string Why) : ChangeAnswer;
}
