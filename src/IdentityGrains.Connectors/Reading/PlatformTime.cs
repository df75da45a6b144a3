using System.Globalization;
using IdentityGrains.Connectors.Outbound;

namespace IdentityGrains.Connectors.Reading;

/// <summary>
/// What a platform's clock tells. It need not be ours; but a time of the year 1, or of next year, is no clock's: a feed that went by it would tell nothing
/// until then, and what changed meanwhile never.
/// </summary>
internal static class PlatformTime
{
    /// <summary>The word for a feed whose times cannot be gone by.</summary>
    public const string Odd = "odd_time";

    private static readonly TimeSpan MostApart = TimeSpan.FromDays(1);

    /// <summary>The platform's present, by its own clock if that is near ours.</summary>
    public static DateTimeOffset Now(Reply.Answered answer) => answer.Headers.Date is { } date && (date - answer.At).Duration() <= MostApart ? date : answer.At;

    /// <summary>True for a time that a platform's clock may have told until now.</summary>
    public static bool IsBelievable(DateTimeOffset at, DateTimeOffset now) => at > DateTimeOffset.UnixEpoch && at <= now + MostApart;

    /// <summary>The time that a text tells; null when it tells none that can be believed.</summary>
    public static DateTimeOffset? Of(string? text, DateTimeOffset now) => Read(text) is { } at && IsBelievable(at, now) ? at : null;

    /// <summary>The time that a text tells, believable or not; null when it tells none.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>Where a feed goes on: never behind the platform's present, whatever a record says of itself.</summary>
    public static DateTimeOffset Cursor(DateTimeOffset last, DateTimeOffset now) => last < now ? last : now;

    /// <summary>A cursor as it is kept.</summary>
    public static string Kept(DateTimeOffset cursor) => cursor.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Where a feed begins: at a cursor that was kept, or as the caller says; null for one that nobody can have kept.</summary>
    public static DateTimeOffset? From(string? cursor, DateTimeOffset since, DateTimeOffset now) => cursor is null ? since : Of(cursor, now);
}
