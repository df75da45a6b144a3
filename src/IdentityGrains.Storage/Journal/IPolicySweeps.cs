using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Storage.Journal;

/// <summary>How far the customers of each slot group were visited since a policy came into force. It outlives the process.</summary>
public interface IPolicySweeps
{
    /// <summary>Where a group's sweep stands; null before its first.</summary>
    Task<SweepCursor?> Find(int group, CancellationToken ct);

    /// <summary>Where every group's sweep stands.</summary>
    Task<IReadOnlyList<SweepCursor>> All(CancellationToken ct);

    /// <summary>How many customers a group has.</summary>
    Task<long> Customers(int group, CancellationToken ct);

    /// <summary>The group's customers after one, in the order of ids; null begins.</summary>
    Task<IReadOnlyList<CustomerId>> After(int group, CustomerId? last, int limit, CancellationToken ct);

    /// <summary>Moves a group's sweep. False when the cursor is of an epoch that is over: then nothing is moved.</summary>
    Task<bool> Keep(SweepCursor cursor, CancellationToken ct);
}

/// <summary>Where one group's sweep stands.</summary>
/// <param name="Group">Which slot group.</param>
/// <param name="Epoch">Under which epoch.</param>
/// <param name="Last">The last customer that was visited; null before the first.</param>
/// <param name="Visited">How many were.</param>
/// <param name="Customers">How many there were when it began; who came later was resolved under the epoch from the start.</param>
/// <param name="Finished">True when nobody is left.</param>
public sealed record SweepCursor(int Group, long Epoch, CustomerId? Last, long Visited, long Customers, bool Finished);
