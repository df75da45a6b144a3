using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Tells what a platform is believed to hold beside what it may hold.</summary>
internal static class HoldingsReading
{
    private const string None = "none";

    /// <summary>One platform's line of the proof map.</summary>
    public static PlatformHolding Tell(Platform platform, bool installed, DeliveryRow? row, Projection projection, Holding held) => new(
        platform.Name, platform.Recipient.LegalName,
        !installed ? InstalledPlatforms.NotInstalled : row is null ? None : DeliveryStates.WordOf(row.State),
        row?.PlannedVersion, row?.Reason,
        [.. projection.Fields.Select(f => Tell(f, held.Field(f.Field))), .. Gone(held)]);

    // A record that was taken away is told of as such: every field of it went with it.
    private static IEnumerable<FieldHolding> Gone(Holding held) => held.Field(RecordField.Whole) is { } record
        ? [Tell(new ProjectedField(RecordField.Whole, "", FieldValue.Blank, 0, null, null, Withheld.NoPurposePermitted), record)]
        : [];

    // What it was told without an answer counts as held: it may be there.
    private static FieldHolding Tell(ProjectedField field, HeldField? held)
    {
        var value = held?.InFlight ?? held?.Acknowledged;
        return new FieldHolding(
            field.Field, field.Released, field.Why, value?.Version, value?.Level, value?.Cleared ?? false, value?.At);
    }
}
