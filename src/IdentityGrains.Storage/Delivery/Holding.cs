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

    /// <summary>
    /// True when the platform may hold something else of the field than this: it acknowledged that, or was told it without an answer. What it was never told it
    /// does not hold.
    /// </summary>
    /// <param name="name">Which field.</param>
    /// <param name="commitment">Keyed digest of the value; null for nothing.</param>
    public bool HoldsOther(FieldName name, ReadOnlyMemory<byte>? commitment) => Field(name) is { } field
        && ((field.Acknowledged is { } held && !held.Is(commitment)) || field.Unanswered.Any(told => !told.Is(commitment)));

    /// <summary>True when the platform is known to hold this and nothing else, at this level at least; null for nothing.</summary>
    public bool IsSettled(FieldName name, ReadOnlyMemory<byte>? commitment, AckLevel level) =>
        Field(name) is { Acknowledged: { } held, Unanswered.IsEmpty: true } && held.Is(commitment) && held.Level >= level;

    /// <summary>
    /// True when the platform was told, and everything that it may hold besides signals was taken back, but for what it will not let go of: the record may be
    /// at its end.
    /// </summary>
    /// <param name="key">The field that addresses the record, which is never taken back by itself.</param>
    public bool IsEmptied(FieldName? key) => Fields.Count > 0 && Field(RecordField.Whole) is null
        && Fields.All(f => f.Key == key || SignalField.Is(f.Key) || f.Value.Refused is not null || !HoldsOther(f.Key, null));

    /// <summary>True when the platform acknowledged this very value from another delivery, and this one never told it.</summary>
    public bool HasFromAnother(FieldName name, ReadOnlyMemory<byte>? commitment, long valueVersion, string deliveryId) => Field(name) is { } field
        && field.Acknowledged is { } held && held.DeliveryId != deliveryId && held.ValueVersion == valueVersion && held.Is(commitment)
        && field.Unanswered.All(told => told.DeliveryId != deliveryId);

    /// <summary>When the platform acknowledged a delivery at the level that it has now; null when it never did, or a later one took its place.</summary>
    public DateTimeOffset? AcknowledgedAt(string deliveryId)
    {
        foreach (var field in Fields.Values)
        {
            if (field.Acknowledged is { } held && held.DeliveryId == deliveryId)
            {
                return held.At;
            }
        }

        return null;
    }

    /// <summary>The holding after one more event.</summary>
    public Holding After(DisclosureEvent happened) => happened switch
    {
        DisclosureEvent.AttemptStarted e => Start(e),
        DisclosureEvent.AttemptAnswered { Level: AckLevel.Planned } e => Each(f => f.TookNoEffect(e.DeliveryId)).Refuse(e.Refused),
        DisclosureEvent.AttemptAnswered e => Reached(e.DeliveryId, e.Level, e.At),
        DisclosureEvent.DeliveryAcknowledged e => Reached(e.DeliveryId, e.Level, e.At),
        _ => throw new System.Diagnostics.UnreachableException($"The holding does not know {happened.GetType().Name}"),
    };

    private Holding Start(DisclosureEvent.AttemptStarted started)
    {
        // Whatever is told makes the record anew, if it was gone.
        var fields = (started.Fields.Any(f => f.Field == RecordField.Whole) ? Fields : Fields.Remove(RecordField.Whole)).ToBuilder();
        foreach (var told in started.Fields)
        {
            var held = Field(told.Field) ?? new HeldField(null, []);
            fields[told.Field] = held.Sending(new HeldValue(
                started.DeliveryId, started.PlannedVersion, told.ValueVersion, told.Commitment, AckLevel.Sent, started.At));
        }

        return new Holding(fields.ToImmutable());
    }

    private Holding Reached(string delivery, AckLevel level, DateTimeOffset at)
    {
        var next = Each(f => f.Reached(delivery, level, at));

        // With the record everything went that was told before.
        return next.Field(RecordField.Whole) is { Acknowledged: { } gone } record && gone.DeliveryId == delivery
            ? new Holding(Nothing.Fields.Add(RecordField.Whole, record))
            : next;
    }

    private Holding Refuse(ImmutableArray<DisclosedField> refused) => refused.IsEmpty
        ? this
        : new Holding(Fields.SetItems(refused.Where(r => Fields.ContainsKey(r.Field))
            .Select(r => KeyValuePair.Create(r.Field, Fields[r.Field] with { Refused = new RefusedValue(r.Path, r.ValueVersion) }))));

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
    /// <summary>What the platform refused last, if it was told nothing of the field since; null otherwise. Default: null.</summary>
    public RefusedValue? Refused { get; init; }

    /// <summary>What it was told last without an answer; null when every attempt was answered.</summary>
    public HeldValue? InFlight => Unanswered.IsEmpty ? null : Unanswered[^1];

    // The same delivery always has the same content: once acknowledged, telling it again puts nothing in doubt. An attempt of it that nobody answered for stays
    // in doubt beside the new one, which may turn out to have had no effect; one such stands for all before it.
    internal HeldField Sending(HeldValue told) => Acknowledged?.DeliveryId == told.DeliveryId
        ? this
        : this with
        {
            Unanswered = [.. Others(told.DeliveryId), .. Unanswered.Where(v => v.DeliveryId == told.DeliveryId).Take(1), told], Refused = null,
        };

    // A level never falls, and what reached no further than the wire stays unanswered. What was told before it is overwritten.
    internal HeldField Reached(string delivery, AckLevel level, DateTimeOffset since)
    {
        if (level < AckLevel.Accepted)
        {
            return this;
        }

        if (LastOf(delivery) is >= 0 and var at)
        {
            return this with { Acknowledged = Unanswered[at] with { Level = level, At = since }, Unanswered = Unanswered.RemoveRange(0, at + 1) };
        }

        return Acknowledged?.DeliveryId == delivery && level > Acknowledged.Level
            ? this with { Acknowledged = Acknowledged with { Level = level, At = since } }
            : this;
    }

    // Only this attempt: one before it, of the same delivery or of another, may have been applied all the same.
    internal HeldField TookNoEffect(string delivery) => LastOf(delivery) is >= 0 and var at ? this with { Unanswered = Unanswered.RemoveAt(at) } : this;

    private int LastOf(string delivery)
    {
        var at = Unanswered.Length - 1;
        while (at >= 0 && Unanswered[at].DeliveryId != delivery)
        {
            at--;
        }

        return at;
    }

    private IEnumerable<HeldValue> Others(string delivery) => Unanswered.Where(v => v.DeliveryId != delivery);
}

/// <summary>A value that a platform refused for good, by where it was told and when it changed last.</summary>
/// <param name="Path">Where the platform was told to keep it.</param>
/// <param name="ValueVersion">The version at which the value last changed.</param>
public sealed record RefusedValue(string Path, long ValueVersion);

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

    /// <summary>True for the value of this commitment; null for nothing.</summary>
    public bool Is(ReadOnlyMemory<byte>? commitment) => Commitment is { } mine
        ? commitment is { } other && mine.Span.SequenceEqual(other.Span)
        : commitment is null;
}
