using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>One customer's copy at a platform, as it should be and as it is shown.</summary>
/// <param name="Row">The customer's delivery row.</param>
/// <param name="Content">What the platform should hold.</param>
internal sealed record Copy(DeliveryRow Row, ComposedDelivery Content)
{
    /// <summary>The platform's key.</summary>
    public string Key => ((FieldValue.Text)Content.Key.Value).Value;

    /// <summary>The fields of which the platform should hold a value.</summary>
    public IEnumerable<FieldName> Should => Content.Fields.Where(f => !f.Value.IsBlank).Select(f => f.Field);

    /// <summary>Compares field by field with what the platform shows; null shows no record.</summary>
    public IReadOnlyList<CopyField> Compare(IPlatformReader reader, Observation? shown) =>
        Content.Ends is { } end ? [Gone(end, shown)] : [.. Content.Fields.Select(f => Compare(f, reader, shown))];

    private CopyField Compare(ComposedField f, IPlatformReader reader, Observation? shown)
    {
        var text = shown?.Values.GetValueOrDefault(f.To);
        var change = shown?.Changes.GetValueOrDefault(f.To) ?? shown?.Changes.GetValueOrDefault(Observation.WholeRecord);
        var compared = new ComparedField(reader.Canonical(f.To, f.Value), f.Taken, text, AuthorOf(change), shown?.Version < Row.PlannedVersion)
        {
            IsGrant = f.IsGrant,
        };
        return new CopyField(f.Field, f.To, compared.Wanted is not null, DriftLaw.KindOf(compared), text, change);
    }

    // Only a deletion shows: what is suppressed or not active any more may be shown all the same.
    private static CopyField Gone(RecordEnd end, Observation? shown) => new(
        RecordField.Whole, Domain.Words.Of(end), false, shown is null || end != RecordEnd.UnsubscribeThenDelete ? null : DriftKind.Forbidden, null,
        shown?.Changes.GetValueOrDefault(Observation.WholeRecord));

    private static DriftAuthor AuthorOf(PlatformChange? change) => change switch
    {
        { Ours: true } => DriftAuthor.Ours,
        { By: not null } => DriftAuthor.Another,
        _ => DriftAuthor.Unknown,
    };
}

/// <summary>One field of a copy, compared.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Path">Where the platform keeps it.</param>
/// <param name="ShouldHold">True when the platform should hold a value of it.</param>
/// <param name="Kind">How it differs; null when it does not.</param>
/// <param name="Shown">What the platform shows, in canonical text.</param>
/// <param name="Change">Who wrote that there, as far as the platform tells.</param>
internal sealed record CopyField(FieldName Field, string Path, bool ShouldHold, DriftKind? Kind, string? Shown, PlatformChange? Change)
{
    /// <summary>Names the field, never what it says.</summary>
    public override string ToString() => Field.Value;
}
