namespace IdentityGrains.Storage.Journal;

/// <summary>An entry as it was decided, before it is sealed and chained.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Version">Its place in the chain: one after the head that it continues.</param>
/// <param name="RecordedAt">When, by the store's clock, in whole microseconds.</param>
/// <param name="Principal">Who did it.</param>
/// <param name="OnBehalfOf">For whom, when not for itself.</param>
/// <param name="Operation">The caller's name for the act.</param>
/// <param name="Fingerprint">Keyed digest of the command, 32 bytes.</param>
/// <param name="Policy">The policy that decided, <c>id@version</c>.</param>
/// <param name="Epoch">The epoch of that policy.</param>
/// <param name="Fence">The last version that could narrow a permission, this one included; 0 before the first.</param>
/// <param name="Events">What happened, in order.</param>
public sealed record EntryDraft(
    CustomerId Customer, long Version, DateTimeOffset RecordedAt, PrincipalId Principal, PrincipalId? OnBehalfOf, OperationId Operation,
    ReadOnlyMemory<byte> Fingerprint, string Policy, long Epoch, long Fence, ImmutableArray<CustomerEvent> Events);
