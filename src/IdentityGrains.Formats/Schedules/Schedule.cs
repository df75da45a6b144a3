using Cronos;

namespace IdentityGrains.Formats.Schedules;

/// <summary>When something is to happen again and again, in the five fields of cron, by UTC.</summary>
public static class Schedule
{
    /// <summary>True for a schedule of five fields that comes true at some time.</summary>
    public static bool IsWellFormed(string schedule) => CronExpression.TryParse(schedule, out _);

    /// <summary>The first instant of a schedule after another one; null when there is none.</summary>
    public static DateTimeOffset? Next(string schedule, DateTimeOffset after) =>
        CronExpression.Parse(schedule).GetNextOccurrence(after.UtcDateTime) is { } next ? new DateTimeOffset(next, TimeSpan.Zero) : null;
}
