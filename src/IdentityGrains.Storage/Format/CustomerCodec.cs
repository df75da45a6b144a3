using System.Formats.Cbor;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Storage.Format;

/// <summary>The state of a customer. What a dictionary holds is written in ordinal order of its names, because the bytes of equal states are equal.</summary>
internal static class CustomerCodec
{
    public static byte[] Write(Customer customer) => Canonical.Write(customer, Write);

    public static Customer Read(ReadOnlyMemory<byte> bytes) => Canonical.Read(bytes, ReadCustomer);

    public static void Write(this CborWriter writer, Customer customer)
    {
        writer.WriteStartArray(11);
        writer.Write(customer.Id);
        writer.WriteInt64(customer.Version);
        writer.WriteBoolean(customer.Restricted);
        writer.WriteArray(customer.Keys, ValueCodec.Write);
        writer.WriteArray([.. customer.Fields], Write);
        writer.WriteArray([.. customer.Consents.OrderBy(c => c.Key.Value, StringComparer.Ordinal)], Write);
        writer.WriteArray([.. customer.GuardianConsents.OrderBy(c => c.Key.Value, StringComparer.Ordinal)], Write);
        writer.WriteArray(customer.OptIns, ConsentEventCodec.Write);
        writer.WriteArray([.. customer.Verifications.OrderBy(v => v.Key.Value, StringComparer.Ordinal)], VerificationCodec.Write);
        writer.WriteArray(customer.Signals, SignalCodec.Write);
        writer.WriteBoolean(customer.Gpc);
        writer.WriteEndArray();
    }

    public static Customer ReadCustomer(this CanonicalReader reader)
    {
        reader.Expect(11);
        var customer = new Customer(
            reader.ReadCustomerId(), reader.ReadInt64(), reader.ReadBoolean(), reader.ReadArray(ValueCodec.ReadNativeKey),
            FieldCollection.Of(reader.ReadArray(ReadField)), reader.ReadArray(ReadConsent).ToImmutableDictionary())
        {
            GuardianConsents = reader.ReadArray(ReadConsent).ToImmutableDictionary(),
            OptIns = reader.ReadArray(ConsentEventCodec.ReadOptIn),
            Verifications = reader.ReadArray(VerificationCodec.Read).ToImmutableDictionary(),
            Signals = reader.ReadArray(SignalCodec.ReadSignal),
            Gpc = reader.ReadBoolean(),
        };
        reader.ReadEndArray();
        return customer;
    }

    private static void Write(CborWriter writer, KeyValuePair<FieldName, FieldState> field)
    {
        writer.WriteStartArray(7);
        writer.WriteTextString(field.Key.Value);
        writer.WriteInt64(field.Value.ValueVersion);
        writer.WriteOptional(field.Value.Winner, ClaimCodec.Write);
        writer.WriteOptional(field.Value.Pending, ClaimCodec.Write);
        writer.WriteMember(field.Value.State);
        writer.WriteArray(field.Value.Live, ClaimCodec.Write);
        writer.WriteOptional(field.Value.Doubted, ClaimCodec.Write);
        writer.WriteEndArray();
    }

    private static KeyValuePair<FieldName, FieldState> ReadField(CanonicalReader reader)
    {
        reader.Expect(7);
        var field = KeyValuePair.Create(new FieldName(reader.ReadTextString()), new FieldState(
            reader.ReadInt64(), reader.ReadOptional(ClaimCodec.ReadClaimId), reader.ReadOptional(ClaimCodec.ReadClaimId),
            reader.ReadMember<VerificationState>(), reader.ReadArray(ClaimCodec.ReadJudgedClaim))
        {
            Doubted = reader.ReadOptional(ClaimCodec.ReadClaimId),
        });
        reader.ReadEndArray();
        return field;
    }

    private static void Write(CborWriter writer, KeyValuePair<PurposeName, ConsentAct> consent)
    {
        writer.WriteStartArray(2);
        writer.WriteTextString(consent.Key.Value);
        writer.Write(consent.Value);
        writer.WriteEndArray();
    }

    private static KeyValuePair<PurposeName, ConsentAct> ReadConsent(CanonicalReader reader)
    {
        reader.Expect(2);
        var consent = KeyValuePair.Create(new PurposeName(reader.ReadTextString()), reader.ReadConsentAct());
        reader.ReadEndArray();
        return consent;
    }
}
