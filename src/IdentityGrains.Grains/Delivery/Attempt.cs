using System.Collections.Immutable;
using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Delivery;

/// <summary>One row on its way out: what it found, what it becomes, and the entry that begins it.</summary>
/// <param name="Found">The row as it was found.</param>
/// <param name="Sent">The row while the request is under way.</param>
/// <param name="Composed">What is told: of the content, what this delivery writes.</param>
/// <param name="Log">The entry that precedes the request; its number is the permit's.</param>
/// <param name="Keeps">For how long nobody else may send while its answer is not there.</param>
/// <param name="Address">Digest of the platform's key of the customer, if the platform is told under it for the first time; null otherwise.</param>
internal sealed record Attempt(
    DeliveryRow Found, DeliveryRow Sent, ComposedDelivery Composed, DisclosureAppend Log, TimeSpan Keeps, ReadOnlyMemory<byte>? Address)
{
    /// <summary>What of it the platform did not know. Default: nothing.</summary>
    public ImmutableArray<FieldName> News { get; init; } = [];

    /// <summary>True when it can be seen whether it came true. A record that is suppressed or not active any more may be shown all the same.</summary>
    public bool IsLookedAt => Composed.Ends is null or RecordEnd.UnsubscribeThenDelete;

    /// <summary>The step that begins it, by permit.</summary>
    public DeliveryStep Step => new(Found, Sent, Log, new SendPermit(Composed.Epoch, Composed.Version) { Keeps = Keeps }) { Address = Address };

    /// <summary>What the connector is given.</summary>
    public PlatformDelivery Content => new(
        Sent.DeliveryId, ((FieldValue.Text)Composed.Key.Value).Value, Sent.PlannedVersion, Composed.Policy, Sent.PlannedAt,
        [.. Composed.Fields.Select(f => new PlatformWrite(f.To, f.Value, f.Purpose))]);

    /// <summary>Begins a row's next attempt.</summary>
    public static Attempt Of(
        DeliveryRow row, ComposedDelivery composed, DisclosureHead? head, ConnectorCapabilities can, IndexKey index, DateTimeOffset now)
    {
        var sent = row with
        {
            DeliveryId = DeliveryRows.IdOf(row, composed.Policy, can.ContentMark), State = DeliveryState.Sent, Attempts = row.Attempts + 1,
            DueAt = now + can.Timeout + DeliveryBench.PlanAgainWithin,
        };

        var held = head is null ? Holding.Nothing : Holding.Read(head.Holding);
        composed = composed with { Fields = Delivery.News.Told(composed.Fields, held, sent.DeliveryId) };

        // What is recorded of the recipient is what the permitting policy says of it.
        var started = new DisclosureEvent.AttemptStarted(
            now, sent.DeliveryId, sent.PlannedVersion, composed.Policy, composed.Recipient, [.. composed.Fields.Prepend(composed.Key).Select(Disclosed)]);
        var address = IsKnownUnder(composed.Key, held)
            ? (ReadOnlyMemory<byte>?)null
            : index.Digest(row.Platform, ((FieldValue.Text)composed.Key.Value).Value);
        var keeps = can.MayTakeEffectFor > SendPermit.Life ? can.MayTakeEffectFor : SendPermit.Life;
        return new Attempt(row, sent, composed, DisclosureLog.Append(row.Customer, row.Platform, head, started), keeps, address)
        {
            News = Delivery.News.Of(composed.Fields, held, sent.DeliveryId),
        };
    }

    private static bool IsKnownUnder(ComposedField key, Holding held) =>
        held.Field(key.Field) is { } told && (told.Acknowledged ?? told.InFlight)?.ValueVersion == key.ValueVersion;

    /// <summary>Those of its fields that the platform named when it refused it.</summary>
    public ImmutableArray<DisclosedField> Refused(SendResult result) => result is SendResult.Rejected { Paths: { IsEmpty: false } paths }
        ? [.. Composed.Fields.Where(f => paths.Contains(f.To)).Select(Disclosed)]
        : [];

    // Typed null: a bare one would become an empty memory, which is a commitment to nothing instead of none.
    private static DisclosedField Disclosed(ComposedField field) => new(
        field.Field, field.To, field.Purpose, field.ValueVersion, field.Value.IsBlank ? (ReadOnlyMemory<byte>?)null : field.Commitment.AsMemory(),
        field.Basis);
}
