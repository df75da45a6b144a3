namespace IdentityGrains.Domain.Exceptions;

/// <summary>What an exception is about.</summary>
/// <param name="Platform">Where it is; null when no platform has a part in it.</param>
/// <param name="Field">Of which field; null when it is about no single one.</param>
/// <param name="Source">Whose claim it is; null when no single source has a part in it.</param>
public sealed record ExceptionSubject(PlatformName? Platform, FieldName? Field = null, SourceName? Source = null)
{
    /// <summary>The connected system that it is about. A source that speaks for a platform has the platform's name.</summary>
    internal PlatformName? ConnectedSystem => Platform ?? (Source is { } source ? new PlatformName(source.Value) : null);
}

/// <summary>How an exception is to be treated.</summary>
/// <param name="Severity"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="Assignee">Who has to look at it.</param>
/// <param name="EscalateTo">Whose it becomes when nobody does; null where the policy names nobody.</param>
/// <param name="DueAt">Until when.</param>
public sealed record ExceptionDuty(string Severity, string Assignee, string? EscalateTo, DateTimeOffset DueAt);
