using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Storage.Delivery;

/// <summary>What one platform is believed to hold of one customer, and how that is known: the fold of the disclosure log. It holds no value.</summary>
/// <param name="Fields">Every field that the platform was ever told.</param>
public sealed record Holding(ImmutableSortedDictionary<FieldName, HeldField> Fields)
{
    /// <summary>Before anything was sent.</summary>
    public static readonly Holding Nothing = new(ImmutableSortedDictionary.Create<FieldName, HeldField>(FieldNameOrder.Instance));

    /// <summary>Reads what a holding row keeps; <see cref="InvalidDataException"/> when the bytes are none.</summary>
    public static Holding Read(ReadOnlyMemory<byte> bytes) => HoldingCodec.Read(bytes);

    /// <summary>The canonical bytes.</summary>
    public byte[] Write() => HoldingCodec.Write(this);

    /// <summary>The field; null when the platform was never told of it.</summary>
    public HeldField? Field(FieldName name) => Fields.GetValueOrDefault(name);

    /// <summary>True when the platform may hold a value of the field: it acknowledged one, or was told one without an answer.</summary>
    public bool HoldsValue(FieldName name) =>
        Field(name) is { } field && (field.Acknowledged is { Cleared: false } || field.Unanswered.Any(told => !told.Cleared));

    /// <summary>The holding after one more event.</summary>
    public Holding After(DisclosureEvent happened) => happened switch
    {
        DisclosureEvent.AttemptStarted e => Start(e),
        DisclosureEvent.AttemptAnswered { Level: AckLevel.Planned } e => Each(f => f.TookNoEffect(e.DeliveryId)),
        DisclosureEvent.AttemptAnswered e => Each(f => f.Reached(e.DeliveryId, e.Level, e.At)),
        DisclosureEvent.DeliveryAcknowledged e => Each(f => f.Reached(e.DeliveryId, e.Level, e.At)),
        _ => throw new System.Diagnostics.UnreachableException($"The holding does not know {happened.GetType().Name}"),
    };

    private Holding Start(DisclosureEvent.AttemptStarted started)
    {
        var fields = Fields.ToBuilder();
        foreach (var told in started.Fields)
        {
            var held = Field(told.Field) ?? new HeldField(null, []);
            fields[told.Field] = held.Sending(new HeldValue(
                started.DeliveryId, started.PlannedVersion, told.ValueVersion, told.Commitment, AckLevel.Sent, started.At));
        }

        return new Holding(fields.ToImmutable());
    }

    private Holding Each(Func<HeldField, HeldField> next) =>
        new(Fields.ToImmutableSortedDictionary(f => f.Key, f => next(f.Value), FieldNameOrder.Instance));

    private sealed class FieldNameOrder : IComparer<FieldName>
    {
        public static readonly FieldNameOrder Instance = new();

        public int Compare(FieldName x, FieldName y) => string.CompareOrdinal(x.Value, y.Value);
    }
}

/// <summary>One field at one platform: what it acknowledged, and what it was told since without an answer.</summary>
/// <param name="Acknowledged">What the platform acknowledged last; null when it never did.</param>
/// <param name="Unanswered">What it may hold instead, oldest first: attempts began, and no answer said what became of them.</param>
public sealed record HeldField(HeldValue? Acknowledged, ImmutableArray<HeldValue> Unanswered)
{
    /// <summary>What it was told last without an answer; null when every attempt was answered.</summary>
    public HeldValue? InFlight => Unanswered.IsEmpty ? null : Unanswered[^1];

    // The same delivery always has the same content: once acknowledged, telling it again puts nothing in doubt.
    internal HeldField Sending(HeldValue told) => Acknowledged?.DeliveryId == told.DeliveryId
        ? this
        : this with { Unanswered = Unanswered.RemoveAll(v => v.DeliveryId == told.DeliveryId).Add(told) };

    // A level never falls, and what reached no further than the wire stays unanswered. What was told before it is overwritten.
    internal HeldField Reached(string delivery, AckLevel level, DateTimeOffset at)
    {
        if (level < AckLevel.Accepted)
        {
            return this;
        }

        foreach (var told in Unanswered)
        {
            if (told.DeliveryId == delivery)
            {
                return new HeldField(told with { Level = level, At = at }, Unanswered.RemoveRange(0, Unanswered.IndexOf(told) + 1));
            }
        }

        return Acknowledged?.DeliveryId == delivery && level > Acknowledged.Level
            ? this with { Acknowledged = Acknowledged with { Level = level, At = at } }
            : this;
    }

    // Only this attempt: one before it may have been applied all the same.
    internal HeldField TookNoEffect(string delivery) => this with { Unanswered = Unanswered.RemoveAll(v => v.DeliveryId == delivery) };
}

/// <summary>A value at a platform, by its versions and its commitment.</summary>
/// <param name="DeliveryId">The delivery that brought it.</param>
/// <param name="Version">The customer's version that the delivery brought.</param>
/// <param name="ValueVersion">The version at which the value last changed.</param>
/// <param name="Commitment">Keyed digest of the value, 32 bytes; null when the platform was told that there is nothing.</param>
/// <param name="Level">How far it is known.</param>
/// <param name="At">Since when that is known.</param>
public sealed record HeldValue(
    string DeliveryId, long Version, long ValueVersion, ReadOnlyMemory<byte>? Commitment, AckLevel Level, DateTimeOffset At)
{
    /// <summary>True when the platform was told that there is nothing.</summary>
    public bool Cleared => Commitment is null;
}
