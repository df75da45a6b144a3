using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Customers;

/// <summary>A customer at the end of a chain of entries, durable or tentative.</summary>
/// <param name="Customer">The state.</param>
/// <param name="Head">Where the chain ends.</param>
/// <param name="RecordedAt">The last entry's time; the next one's is later.</param>
/// <param name="Fence">The last version that could narrow a permission.</param>
/// <param name="Epoch">The policy epoch under which the fields were last resolved.</param>
/// <param name="DueAt">When time alone changes something next; null for never.</param>
internal sealed record Recorded(
    Customer Customer, Head Head, DateTimeOffset RecordedAt, long Fence, long Epoch, DateTimeOffset? DueAt);
