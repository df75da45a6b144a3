using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// What of a content a delivery writes, and what of that is news to the platform. A content is the whole of what we want there, and telling it again does no
/// harm; but for grants: whoever took one back on the platform's own page would be given it again by the next change of a name. So a grant that the platform
/// acknowledged is not told a second time, before another act gives it anew. Pure.
/// </summary>
internal static class News
{
    /// <summary>What a delivery of this id writes: the same on every attempt.</summary>
    public static ImmutableArray<ComposedField> Told(ImmutableArray<ComposedField> fields, Holding held, string deliveryId) =>
        [.. fields.Where(f => !f.IsGrant || IsNews(f, held, deliveryId))];

    /// <summary>What the platform did not know before this delivery, or was never seen to know.</summary>
    public static ImmutableArray<FieldName> Of(ImmutableArray<ComposedField> told, Holding held, string deliveryId) =>
        [.. told.Where(f => IsNews(f, held, deliveryId) || held.Field(f.Field)!.Acknowledged!.Level < AckLevel.Confirmed).Select(f => f.Field)];

    private static bool IsNews(ComposedField field, Holding held, string deliveryId) => !held.HasFromAnother(
        field.Field, field.Value.IsBlank ? (ReadOnlyMemory<byte>?)null : field.Commitment.AsMemory(), field.ValueVersion, deliveryId);
}
