using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Storage.Delivery;

/// <summary>
/// Who has which contact point at platforms that apply a subscription to everybody with the same one, and who denies it. One small row per customer and
/// platform; addresses are digests by the index key.
/// </summary>
public interface ISharedContacts
{
    /// <summary>A customer's rows, one per platform.</summary>
    Task<IReadOnlyList<SharedContact>> Of(CustomerId customer, CancellationToken ct);

    /// <summary>
    /// Keeps a customer's row of a platform, or none. Where others at the old or the new address are told otherwise for it, they are marked to be planned again
    /// in the same commit. Of two who keep rows at one address at once, the later sees the earlier's.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="platform">Where.</param>
    /// <param name="row">The row; null when the customer has none there any more.</param>
    /// <param name="now">Since when others wait to be planned again.</param>
    /// <param name="ct">Gives up.</param>
    Task Keep(CustomerId customer, PlatformName platform, SharedContact? row, DateTimeOffset now, CancellationToken ct);

    /// <summary>The purposes that anybody else at an address denies.</summary>
    /// <param name="platform">Where.</param>
    /// <param name="address">Digest of the address.</param>
    /// <param name="besides">Everybody but him.</param>
    /// <param name="ct">Gives up.</param>
    Task<IReadOnlyList<PurposeName>> Denied(PlatformName platform, ReadOnlyMemory<byte> address, CustomerId besides, CancellationToken ct);
}

/// <summary>How one customer stands towards an address at a platform.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Platform">Where.</param>
/// <param name="Address">Digest of the address by the index key, 32 bytes.</param>
/// <param name="Denied">The purposes that he denies himself, in order; what others deny is not in it, or nobody could ever be first to say yes again.</param>
public sealed record SharedContact(CustomerId Customer, PlatformName Platform, ReadOnlyMemory<byte> Address, ImmutableArray<PurposeName> Denied)
{
    /// <summary>True when both say the same.</summary>
    public bool Says(SharedContact? other) => other is not null && Address.Span.SequenceEqual(other.Address.Span) && Denied.SequenceEqual(other.Denied);

    /// <summary>The column's text. No name of a purpose has a space.</summary>
    internal string DeniedText => string.Join(' ', Denied);

    internal static ImmutableArray<PurposeName> ReadDenied(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => new PurposeName(p))];
}

/// <summary>Whom a row that changes concerns. Pure: the stores ask it with what they read in the same commit.</summary>
internal static class SharedContactMoves
{
    /// <summary>The addresses at which others are told otherwise.</summary>
    /// <param name="before">The row as it was; null when there was none.</param>
    /// <param name="after">The row as it will be; null when there will be none.</param>
    /// <param name="deniedByOthers">What others at an address deny.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Concerned(
        SharedContact? before, SharedContact? after, Func<ReadOnlyMemory<byte>, IReadOnlyList<PurposeName>> deniedByOthers) =>
        [.. Addresses(before, after).Where(a => SharedContacts.Concerns(DeniedAt(before, a), DeniedAt(after, a), deniedByOthers(a)))];

    /// <summary>The addresses of both, each once, in the order of their bytes: whoever locks several does so in one order.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Addresses(SharedContact? before, SharedContact? after) =>
        [.. new[] { before, after }.OfType<SharedContact>().Select(r => r.Address).DistinctBy(a => Convert.ToHexString(a.Span))
            .OrderBy(a => Convert.ToHexString(a.Span), StringComparer.Ordinal)];

    /// <summary>How urgently the others are planned again: what one of them now denies goes before everything else.</summary>
    public static Lane LaneOf(SharedContact? before, SharedContact? after) =>
        after is not null && (before is null || !after.Address.Span.SequenceEqual(before.Address.Span) || after.Denied.Except(before.Denied).Any())
            && !after.Denied.IsEmpty ? Lane.Withdrawal : Lane.Ordinary;

    private static ImmutableArray<PurposeName> DeniedAt(SharedContact? row, ReadOnlyMemory<byte> address) =>
        row is not null && row.Address.Span.SequenceEqual(address.Span) ? row.Denied : [];
}
