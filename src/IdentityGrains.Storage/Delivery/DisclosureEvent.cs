using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Storage.Delivery;

/// <summary>Something that happened between us and one platform about one customer. It names fields and commitments, never a value.</summary>
/// <param name="At">When, by the store's clock, in whole microseconds.</param>
/// <param name="DeliveryId">The delivery that it is about.</param>
/// <param name="PlannedVersion">The customer's version that the delivery brings.</param>
public abstract record DisclosureEvent(DateTimeOffset At, string DeliveryId, long PlannedVersion)
{
    /// <summary>The request is about to start: from now on the platform may hold it.</summary>
    /// <param name="At">When.</param>
    /// <param name="DeliveryId">Which delivery.</param>
    /// <param name="PlannedVersion">The version that it brings.</param>
    /// <param name="Policy">The policy that permitted it, <c>id@version</c>.</param>
    /// <param name="Recipient">The legal name of who receives it.</param>
    /// <param name="Fields">What is told.</param>
    public sealed record AttemptStarted(
        DateTimeOffset At, string DeliveryId, long PlannedVersion, string Policy, string Recipient, ImmutableArray<DisclosedField> Fields)
        : DisclosureEvent(At, DeliveryId, PlannedVersion);

    /// <summary>The attempt came back.</summary>
    /// <param name="At">When.</param>
    /// <param name="DeliveryId">Which delivery.</param>
    /// <param name="PlannedVersion">The version that it brings.</param>
    /// <param name="Outcome">Words for people and metrics, for example <c>retry</c>, <c>http_503</c>; the first says what kind of answer it was.</param>
    /// <param name="Level">
    /// What the answer proves: <see cref="AckLevel.Planned"/> that it certainly took no effect, <see cref="AckLevel.Sent"/> that nobody knows,
    /// and above how far the platform has it.
    /// </param>
    public sealed record AttemptAnswered(
        DateTimeOffset At, string DeliveryId, long PlannedVersion, ImmutableArray<string> Outcome, AckLevel Level)
        : DisclosureEvent(At, DeliveryId, PlannedVersion)
    {
        /// <summary>Those of the attempt's fields that the platform named when it refused the whole for good. Default: none.</summary>
        public ImmutableArray<DisclosedField> Refused { get; init; } = [];
    }

    /// <summary>The platform acknowledged later, by a callback or when it was read back.</summary>
    /// <param name="At">When.</param>
    /// <param name="DeliveryId">Which delivery.</param>
    /// <param name="PlannedVersion">The version that it brought.</param>
    /// <param name="Level">How far the platform has it.</param>
    public sealed record DeliveryAcknowledged(DateTimeOffset At, string DeliveryId, long PlannedVersion, AckLevel Level)
        : DisclosureEvent(At, DeliveryId, PlannedVersion);
}

/// <summary>One field of an attempt.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Path">Where the platform keeps it.</param>
/// <param name="Purpose">The purpose that permits it; null when it is cleared.</param>
/// <param name="ValueVersion">The version at which the told value last changed.</param>
/// <param name="Commitment">Keyed digest of the told value, 32 bytes; null when it is cleared.</param>
/// <param name="Basis">The lawful basis of the purpose where the customer lives; null when it is cleared, or the region is unknown.</param>
public sealed record DisclosedField(
    FieldName Field, string Path, PurposeName? Purpose, long ValueVersion, ReadOnlyMemory<byte>? Commitment, string? Basis = null);

/// <summary>One entry of a disclosure log, as it reads.</summary>
/// <param name="Customer">About whom.</param>
/// <param name="Platform">With whom.</param>
/// <param name="Number">Its place in the log, gapless from 1.</param>
/// <param name="PreviousHash">The hash of the entry before; 32 zero bytes in the first.</param>
/// <param name="Event">What happened.</param>
public sealed record DisclosureEntry(
    CustomerId Customer, PlatformName Platform, long Number, ReadOnlyMemory<byte> PreviousHash, DisclosureEvent Event);
