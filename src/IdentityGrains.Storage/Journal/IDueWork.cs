using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Storage.Journal;

/// <summary>One row per customer: the earliest instant at which anything about it may change by itself.</summary>
public interface IDueWork
{
    /// <summary>Customers of a slot group that are due, the longest due first.</summary>
    Task<IReadOnlyList<CustomerId>> Due(int group, DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>Sets the next instant, or removes the row, unless an entry after <paramref name="version"/> set it already.</summary>
    Task Reschedule(CustomerId customer, long version, DateTimeOffset? next, CancellationToken ct);
}
