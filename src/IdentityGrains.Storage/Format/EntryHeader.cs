namespace IdentityGrains.Storage.Format;

/// <summary>What an entry says in the clear. Its canonical bytes are hashed, and the next entry carries the hash.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Version">Its place in the chain, from 1.</param>
/// <param name="PreviousHash">The hash of the entry before; 32 zero bytes in the first.</param>
/// <param name="RecordedAt">When, by the store's clock.</param>
/// <param name="Principal">Who did it.</param>
/// <param name="OnBehalfOf">For whom, when not for itself.</param>
/// <param name="Operation">The caller's name for the act.</param>
/// <param name="Fingerprint">Keyed digest of the command, 32 bytes: the same operation with another command is recognised.</param>
/// <param name="Policy">The policy that decided, <c>id@version</c>.</param>
/// <param name="Epoch">The epoch of that policy.</param>
/// <param name="Fence">The last version that could narrow a permission, this one included; 0 before the first.</param>
/// <param name="EventNames">The stored names of the events in the body, in order.</param>
/// <param name="BodyDigest">SHA-256 of the sealed body, 32 bytes.</param>
public sealed record EntryHeader(
    CustomerId Customer, long Version, ReadOnlyMemory<byte> PreviousHash, DateTimeOffset RecordedAt, PrincipalId Principal, PrincipalId? OnBehalfOf,
    OperationId Operation, ReadOnlyMemory<byte> Fingerprint, string Policy, long Epoch, long Fence, ImmutableArray<string> EventNames,
    ReadOnlyMemory<byte> BodyDigest);
