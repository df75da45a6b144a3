using System.Formats.Cbor;
using System.Security.Cryptography;
using CsCheck;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Format;

/// <summary>What reads has one encoding. The verifier rests on it: it does not write again what it read.</summary>
public sealed class CanonicalReaderProperties
{
    private const int Tries = 50_000;

    private static readonly Gen<EntryHeader> Header = Gen.Select(
        Gen.Select(AnyRecord.Customer, Gen.Long, Gen.Long[0, 4_000_000_000], Gen.Byte.Array[32]), Gen.Select(Gen.String, Gen.Null(Gen.String), Gen.String),
        Gen.Select(Gen.Long[-1, 70_000], Gen.Long[0, 300], Gen.String.Array[0, 3]),
        (a, b, c) => new EntryHeader(
            a.Item1, a.Item2, a.Item4, DateTimeOffset.UnixEpoch.AddMicroseconds(a.Item3), new PrincipalId(b.Item1),
            b.Item2 is { } behalf ? new PrincipalId(behalf) : null, OperationId.FromTrusted(b.Item3), a.Item4, "shop@1", c.Item1, c.Item2, [.. c.Item3],
            SHA256.HashData(a.Item4)));

    private static readonly Gen<Func<byte[], byte[]>> Change = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 10_000], Gen.Byte, (kind, at, value) =>
        (Func<byte[], byte[]>)(bytes => kind switch
        {
            0 => [.. bytes[..(at % bytes.Length)], value, .. bytes[(at % bytes.Length + 1)..]],
            1 => [.. bytes[..(at % bytes.Length)], value, .. bytes[(at % bytes.Length)..]],
            2 => [.. bytes[..(at % bytes.Length)], .. bytes[(at % bytes.Length + 1)..]],
            _ => [.. bytes[..(at % bytes.Length)], (byte)(bytes[at % bytes.Length] ^ (1 << (value % 8))), .. bytes[(at % bytes.Length + 1)..]],
        }));

    [Fact]
    public void Events_that_read_are_written_again_as_they_were() => Gen.Select(AnyRecord.Event.Array[0, 3], Change).Sample(
        (events, change) => HasOneEncoding(change(EventCodecs.Write([.. events])), bytes => EventCodecs.Write(EventCodecs.Read(bytes))), iter: Tries);

    [Fact]
    public void A_header_that_reads_is_written_again_as_it_was() => Gen.Select(Header, Change).Sample(
        (header, change) => HasOneEncoding(change(EntryHeaderCodec.Write(header)), bytes => EntryHeaderCodec.Write(EntryHeaderCodec.Read(bytes))), iter: Tries);

    [Fact]
    public void Integers_read_as_any_canonical_reader_reads_them() => Gen.Byte.Array[1, 10].Sample(bytes =>
        Tried(bytes, b => Canonical.Read(b, r => r.ReadInt64())) == Tried(bytes, b => Standard(b, r => r.ReadInt64())), iter: Tries);

    [Fact]
    public void Texts_read_as_any_canonical_reader_reads_them() => Gen.Byte.Array[0, 4].Sample(
        text =>
        {
            byte[] bytes = [(byte)(0x60 + text.Length), .. text];
            return Tried(bytes, b => Canonical.Read(b, r => r.ReadTextString())) == Tried(bytes, b => Standard(b, r => r.ReadTextString()));
        },
        iter: Tries);

    [Fact]
    public void An_array_that_is_left_early_or_late_is_refused()
    {
        byte[] two = [0x82, 0x01, 0x02];
        byte[] three = [.. two, 0x03];

        Assert.Throws<InvalidDataException>(() => Canonical.Read(two, r => (r.ReadStartArray(), r.ReadInt64(), End(r))));
        Assert.Throws<InvalidDataException>(() => Canonical.Read(three, r => (r.ReadStartArray(), r.ReadInt64(), r.ReadInt64(), r.ReadInt64())));
    }

    [Fact]
    public void A_place_has_the_bytes_of_a_canonical_document() => Gen.Select(AnyRecord.Customer, Gen.Long, Gen.Long, Gen.Byte.Array[8]).Sample(
        (customer, version, epoch, id) => EnvelopePlace.Write(EnvelopeRole.Snapshot, customer, version, id, epoch).AsSpan().SequenceEqual(
            Canonical.Write((customer, version, id, epoch), static (writer, p) =>
            {
                writer.WriteStartArray(6);
                writer.Write(p.customer);
                writer.WriteInt64(p.version);
                writer.WriteMember(EnvelopeRole.Snapshot);
                writer.WriteInt32(Envelope.Format);
                writer.WriteByteString(p.id);
                writer.WriteInt64(p.epoch);
                writer.WriteEndArray();
            })));

    private static bool HasOneEncoding(byte[] bytes, Func<byte[], byte[]> again)
    {
        try
        {
            return again(bytes).AsSpan().SequenceEqual(bytes);
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static string Tried<T>(byte[] bytes, Func<byte[], T> read)
    {
        try
        {
            return $"{read(bytes)}";
        }
        catch (Exception e) when (e is InvalidDataException or CborContentException or InvalidOperationException or OverflowException)
        {
            return "refused";
        }
    }

    private static T Standard<T>(byte[] bytes, Func<CborReader, T> read)
    {
        var reader = new CborReader(bytes, CborConformanceMode.Canonical);
        var value = read(reader);
        return reader.BytesRemaining == 0 ? value : throw new InvalidDataException("Bytes follow");
    }

    private static bool End(CanonicalReader reader)
    {
        reader.ReadEndArray();
        return true;
    }
}
