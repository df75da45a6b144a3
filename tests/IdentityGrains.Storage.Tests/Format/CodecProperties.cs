using CsCheck;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Format;

public sealed class CodecProperties
{
    [Fact]
    public void Events_read_as_they_were_written() => AnyRecord.Event.Array[0, 4].Sample(events =>
        Structure.Of(EventCodecs.Read(EventCodecs.Write([.. events]))) == Structure.Of(events.ToImmutableArray()));

    [Fact]
    public void States_read_as_they_were_written() => AnyRecord.State.Sample(state =>
        Structure.Of(CustomerCodec.Read(CustomerCodec.Write(state))) == Structure.Of(state));

    [Fact]
    public void Equal_bytes_are_equal_values_and_the_other_way_round() => Gen.Select(AnyRecord.Value, AnyRecord.Value).Sample((left, right) =>
        left.Equals(right) == Canonical.Write(left, ValueCodec.Write).AsSpan().SequenceEqual(Canonical.Write(right, ValueCodec.Write)), iter: 20_000);

    [Fact]
    public void Equal_events_have_equal_bytes_and_others_have_not() => Gen.Select(AnyRecord.Event, AnyRecord.Event).Sample((left, right) =>
        (Structure.Of(left) == Structure.Of(right)) == EventCodecs.Write([left]).AsSpan().SequenceEqual(EventCodecs.Write([right])), iter: 5_000);

    [Fact]
    public void A_state_has_the_same_bytes_however_it_was_put_together() => AnyRecord.State.Sample(state =>
        CustomerCodec.Write(state).AsSpan().SequenceEqual(CustomerCodec.Write(state with
        {
            Fields = FieldCollection.Of([.. state.Fields.Reverse()]),
            Consents = state.Consents.Reverse().ToImmutableDictionary(),
            GuardianConsents = state.GuardianConsents.Reverse().ToImmutableDictionary(),
            Verifications = state.Verifications.Reverse().ToImmutableDictionary(),
        })));

    [Fact]
    public void The_keys_of_an_entry_are_those_of_its_fold() => AnyRecord.Foldable.Array[0, 6].Array[0, 3].Sample(entries =>
        entries.Aggregate(ImmutableArray<NativeKey>.Empty, (keys, entry) => Fold.Keys(keys, [.. entry])).SequenceEqual(
            entries.Aggregate(Customer.Nobody(CustomerId.New()), (state, entry) => state.Apply([.. entry])).Keys));

    [Fact]
    public void Bytes_that_were_cut_or_changed_are_refused_or_read_as_another_value() =>
        Gen.Select(AnyRecord.Event, Gen.Int[0, 10_000], Gen.Byte[1, 255]).Sample((written, where, change) =>
        {
            var bytes = EventCodecs.Write([written]);
            bytes[where % bytes.Length] ^= change;
            try
            {
                return Structure.Of(EventCodecs.Read(bytes)) != Structure.Of(ImmutableArray.Create(written));
            }
            catch (InvalidDataException)
            {
                return true;
            }
        });
}
